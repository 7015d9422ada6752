-- One row per article, its latest version, before stories are told apart.
-- version: Which version this is, from 1, counted over changes of title or text.
-- story_id: The story it belongs to: the article_id of the story's original.
-- is_original: Whether it is the original of its story.
-- series_id: The series of daily reports from one template it belongs to. NULL: none.
SELECT
    article_id, outlet, url, title, subtitle, authors, editors, published_at, published_precision, published_from, modified_at,
    day, day_from, dateline, agency, section, tags, language, text, words, kind,
    is_partial, partial_reason, page_count, route, version, first_seen_at, fetched_at, source, source_id, page_id, rules_version,
    -- in their place for articles and unique_articles, which say them
    NULL::VARCHAR AS story_id, NULL::BOOLEAN AS is_original, NULL::VARCHAR AS series_id,
    initials, citation_title, citation_outlet, citation_url, photo_credit
FROM (
    SELECT *, 1::INTEGER AS version FROM stored.drafts WHERE article_id NOT IN (SELECT article_id FROM stored.revisions)
    UNION ALL BY NAME
    SELECT * FROM stored.revisions WHERE is_latest
)
