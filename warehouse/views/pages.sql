-- One row per page, as fetched or loaded.
SELECT page_id, url, source, fetched_at, status, content_type, body, source_id, first_seen_at, format, given, run_id FROM stored.pages
