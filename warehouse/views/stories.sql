-- One row per story: an original with its copies, or an article that nobody copied.
-- articles: Articles of the story, the original among them.
-- outlets: Outlets that have it.
-- first_published_at: The earliest publication any of its articles states. NULL: none states one.
-- last_published_at: The latest publication any of its articles states. NULL: none states one.
SELECT  -- lists, because count(DISTINCT) and mode(ORDER BY) would keep a filter on story_id from reaching the files
    story_id,
    any_value(title) FILTER (is_original) AS title,
    any_value(outlet) FILTER (is_original) AS outlet,
    coalesce(any_value(agency) FILTER (is_original), list_aggregate(list_sort(list(agency)), 'mode')) AS agency,
    count(*) AS articles,
    list_unique(list(outlet))::BIGINT AS outlets,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at
FROM (
    SELECT members.story_id, members.is_original, title, outlet, agency, published_at
    FROM stored.members AS members
    JOIN articles_base AS base ON base.article_id = members.article_id
)
GROUP BY story_id
UNION ALL  -- most stories are one article: nothing to group, and nothing to read where one story is asked for
SELECT article_id, title, outlet, agency, 1, (outlet IS NOT NULL)::BIGINT, published_at, published_at
FROM articles_base
WHERE article_id NOT IN (SELECT article_id FROM stored.members)
