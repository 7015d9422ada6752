-- One row per story: its original article. The clean, deduplicated corpus.
SELECT * REPLACE (article_id AS story_id, true AS is_original)
FROM articles
WHERE article_id NOT IN (SELECT article_id FROM stored.members WHERE NOT is_original)
