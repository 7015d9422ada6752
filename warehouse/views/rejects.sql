-- One row per page, file or record that gave no article, with the reason.
SELECT page_id, source, url, outlet, stage, reason, detail, "at", source_id FROM stored.rejects
