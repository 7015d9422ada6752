-- One row per article: its latest version.
-- version: Which version this is, from 1, counted over changes of title or text.
-- story_id: The story it belongs to: the article_id of the story's original.
-- is_original: Whether it is the original of its story.
-- series_id: The series of daily reports from one template it belongs to. NULL: none.
SELECT base.* REPLACE (
    coalesce(told.story_id, base.article_id) AS story_id, coalesce(told.is_original, true) AS is_original, told.series_id AS series_id
)
FROM articles_base AS base
LEFT JOIN (  -- grouped, so that DuckDB knows an article has one row and leaves the join out where no column of it is asked for
    SELECT article_id, any_value(story_id) AS story_id, any_value(is_original) AS is_original, any_value(series_id) AS series_id
    FROM stored.members
    GROUP BY article_id
) AS told ON told.article_id = base.article_id
