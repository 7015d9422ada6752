-- One row per version of an article: how it stood at one fetch.
-- version: Which version this is, from 1, counted over changes of title or text.
-- changed: What changed against the version before: title, text, both; first for version 1.
SELECT article_id, version, fetched_at, title, text, changed
FROM stored.revisions
UNION ALL
SELECT article_id, 1, fetched_at, title, text, 'first'
FROM stored.drafts
WHERE article_id NOT IN (SELECT article_id FROM stored.revisions)
