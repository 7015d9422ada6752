-- One row per change of an article's headline between two versions.
-- version: The version that has the new headline.
-- title_before: The headline of the version before. NULL: it had none.
-- title_after: The headline from this version on. NULL: it has none.
-- changed_between: When the version before was fetched. NULL: a file that does not say.
-- changed_until: When the new headline was first fetched. NULL: a file that does not say.
SELECT article_id, outlet, url, version, title_before, title AS title_after, changed_between, fetched_at AS changed_until
FROM (
    SELECT article_id, outlet, url, version, title, fetched_at,
        lag(title) OVER (PARTITION BY article_id ORDER BY version) AS title_before,
        lag(fetched_at) OVER (PARTITION BY article_id ORDER BY version) AS changed_between
    FROM stored.revisions
)
WHERE version > 1 AND title IS DISTINCT FROM title_before
