-- One row per copy: an article that carries another one's text, and how it differs from it.
SELECT
    article_id, story_id, original_id, outlet, original_outlet, jaccard, containment, coverage, hours_after, direction,
    title_changed, paragraphs_added, paragraphs_dropped, credit
FROM stored.copies
