-- fail: every page ended as an article, a version of one, or a reject
SELECT page_id, source FROM stored.pages
WHERE page_id NOT IN (SELECT page_id FROM stored.drafts) AND page_id NOT IN (SELECT page_id FROM stored.rejects)
