-- One row per article, its latest version, before stories are told apart.
-- version: Which version this is, from 1, counted over changes of title or text.
SELECT * EXCLUDE (page_no, page_last), 1::INTEGER AS version
FROM stored.drafts
WHERE article_id NOT IN (SELECT article_id FROM stored.revisions)
UNION ALL BY NAME
SELECT * EXCLUDE (changed, is_latest)
FROM stored.revisions
WHERE is_latest
