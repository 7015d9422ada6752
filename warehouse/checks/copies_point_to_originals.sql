-- fail: every copy points to the original of its own story
SELECT copies.article_id, copies.original_id
FROM copies
LEFT JOIN articles AS original ON original.article_id = copies.original_id
WHERE original.is_original IS DISTINCT FROM true OR original.story_id <> copies.story_id
