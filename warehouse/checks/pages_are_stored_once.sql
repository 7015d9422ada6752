-- fail: a page is stored once
SELECT page_id, count(*) AS times FROM stored.pages GROUP BY page_id HAVING times > 1
