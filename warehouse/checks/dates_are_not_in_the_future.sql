-- warn: no article is dated after the day it was first seen
SELECT article_id, published_at, first_seen_at FROM articles WHERE published_at > first_seen_at + INTERVAL 1 DAY
