-- One row per story: its original article. The clean, deduplicated corpus.
-- version: Which version this is, from 1, counted over changes of title or text.
SELECT base.* REPLACE (base.article_id AS story_id, true AS is_original, series.series_id AS series_id)
FROM (SELECT * FROM articles_base WHERE article_id NOT IN (SELECT article_id FROM stored.members WHERE NOT is_original)) AS base
LEFT JOIN (
    SELECT article_id, any_value(series_id) AS series_id FROM stored.members WHERE series_id IS NOT NULL GROUP BY article_id
) AS series ON series.article_id = base.article_id
