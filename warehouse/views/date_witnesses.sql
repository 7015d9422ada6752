-- One row per witness of a page's dates: what the page, its address, its feed or the row it came in say of when.
-- source: Who says it: json-ld, meta, visible (a printed line), url, feed, given (the row it came in), text (a date its text names).
-- role: Of what: published, modified, created; mentioned: in the text, and good for `day` at most.
-- text: What it says, as it stands there.
-- refused: Why it did not count: no date, future date, weekday of another day, no fetch time ("3 jam yang lalu"). NULL: it was heard.
SELECT article_id, page_id, witness.source AS source, witness.role AS role, witness.text AS text, witness.refused AS refused
FROM (SELECT article_id, page_id, unnest(witnesses) AS witness FROM stored.drafts)
