-- One row per story: an original with its copies, or an article that nobody copied.
-- articles: Articles of the story, the original among them.
-- outlets: Outlets that have it.
-- first_published_at: The earliest publication any of its articles states. NULL: none states one.
-- last_published_at: The latest publication any of its articles states. NULL: none states one.
SELECT
    story_id,
    any_value(title) FILTER (is_original) AS title,
    any_value(outlet) FILTER (is_original) AS outlet,
    coalesce(any_value(agency) FILTER (is_original), mode(agency ORDER BY agency)) AS agency,
    count(*) AS articles,
    count(DISTINCT outlet) AS outlets,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at
FROM articles
GROUP BY story_id
