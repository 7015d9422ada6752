-- One row per article that has all these words, in any case and with any Indonesian prefix or suffix; those with them in the title first, then the newest.
CREATE MACRO search(wanted) AS TABLE
WITH asked AS (
    SELECT DISTINCT word_root(word) AS stem FROM (SELECT unnest(regexp_extract_all(lower(wanted), '[\p{L}\p{N}]+')) AS word)
), found AS (
    SELECT file, row, count(*) FILTER (in_title) AS in_title
    FROM (
        SELECT file, unnest(rows) AS row, false AS in_title FROM stored.postings WHERE stem IN (FROM asked)
        UNION ALL
        SELECT file, unnest(title_rows), true FROM stored.postings WHERE stem IN (FROM asked)
    )
    GROUP BY file, row
    HAVING count(*) FILTER (NOT in_title) = (SELECT count(*) FROM asked)
), unpacked AS (
    SELECT article_id, outlet, day, title, text, published_at FROM stored.loose_drafts
    WHERE article_id NOT IN (SELECT article_id FROM stored.revisions)
    UNION ALL
    SELECT article_id, outlet, day, title, text, published_at FROM stored.loose_revisions WHERE is_latest
), likely AS (
    -- a root without its first letter stands inside every word made of it, so most texts, and most words of the others, need not be taken to their roots
    SELECT article_id, outlet, day, title, published_at, stems,
        list_transform(list_filter(list_distinct(regexp_extract_all(lower(text), '[\p{L}\p{N}]+')),
            lambda w: len(list_filter(stems, lambda s: contains(w, s[2:]))) > 0), lambda w: word_root(w)) AS text_stems,
        list_transform(regexp_extract_all(lower(coalesce(title, '')), '[\p{L}\p{N}]+'), lambda w: word_root(w)) AS title_stems
    FROM unpacked, (SELECT list(stem) AS stems FROM asked)
    WHERE (SELECT bool_and(contains(lower(concat_ws(' ', title, text)), stem[2:])) FROM asked)
), told AS (
    SELECT article_id, outlet, day, title, published_at, in_title FROM found JOIN stored.packed_drafts USING (file, row)
    WHERE article_id NOT IN (SELECT article_id FROM stored.revisions)
    UNION ALL
    SELECT article_id, outlet, day, title, published_at, in_title FROM found JOIN stored.packed_revisions USING (file, row)
    WHERE is_latest
    UNION ALL
    SELECT article_id, outlet, day, title, published_at, len(list_intersect(title_stems, stems))
    FROM likely
    WHERE list_has_all(list_concat(text_stems, title_stems), stems)
)
SELECT article_id, outlet, day, title, in_title / (SELECT count(*) FROM asked) AS score
FROM told
ORDER BY score DESC, published_at DESC NULLS LAST, article_id;
