"""What we know of the web: which addresses may be asked, what robots.txt means, where articles are listed. Cleaning never reads it."""
