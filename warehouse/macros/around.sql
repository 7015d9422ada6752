-- One row per article of a story, given by its story_id or by any of its articles: the original first, then the copies as they came, with how each differs.
CREATE MACRO around(story) AS TABLE
WITH one AS (
    SELECT coalesce((SELECT any_value(story_id) FROM stored.members WHERE article_id = story), story) AS story_id
), part AS (
    SELECT article_id FROM stored.members WHERE story_id = (SELECT story_id FROM one)
    UNION
    SELECT story_id FROM one
)
-- articles_base and not articles: a handful of ids is looked up without grouping all members first
SELECT told.article_id, told.outlet, told.published_at, told.published_precision, told.article_id = (SELECT story_id FROM one) AS is_original, told.agency, told.title,
    copies.hours_after, copies.direction, copies.containment, copies.coverage, copies.title_changed, copies.paragraphs_added,
    copies.paragraphs_dropped, copies.credit, told.words, told.url, told.text
FROM part
JOIN articles_base AS told USING (article_id)
LEFT JOIN stored.copies AS copies USING (article_id)
ORDER BY is_original DESC, told.published_at NULLS LAST, told.article_id;
