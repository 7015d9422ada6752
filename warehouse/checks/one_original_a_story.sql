-- fail: every story has exactly one original, and it is the article the story is named by
SELECT story_id, count(*) FILTER (is_original) AS originals
FROM articles
GROUP BY story_id
HAVING originals <> 1 OR NOT bool_or(is_original AND article_id = story_id)
