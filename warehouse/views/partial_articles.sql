-- One row per article of which the page shows that a part is missing.
SELECT article_id, outlet, day, url, title, words, partial_reason, page_count, source FROM articles WHERE is_partial
