-- One row per quotation in a paragraph that names this person: what was said, and who said it as printed (NULL: the paragraph does not put it beside the quotation).
CREATE MACRO quotes(person) AS TABLE
WITH paragraphs AS (
    SELECT article_id, told.outlet, told.day, told.title, unnest(string_split(told.text, E'\n\n')) AS paragraph
    FROM search(person)
    JOIN articles AS told USING (article_id)
    WHERE told.is_original
), quoted AS (
    SELECT *, unnest(regexp_extract_all(paragraph, '["“]([^"“”]{8,})["”]', 1)) AS quotation
    FROM paragraphs
    WHERE contains(lower(paragraph), lower(person))
)
SELECT article_id, outlet, day, rtrim(quotation, ' ,') AS quotation,
    coalesce(
        -- "...," kata juru bicara Minera Alba Sur, Ignacio Verdal, Kamis: a role, a name, or both; not the day, nor where it was said
        nullif(regexp_replace(regexp_extract(paragraph, '["”],?\s+(?:kata|ujar|tutur|ucap|jelas|tegas|ungkap|papar|sebut|imbuh|tambah|terang|tulis|tandas|lanjut)(?:nya)?\s+([^,."“”]{2,80}(?:,\s+\p{Lu}[^,."“”]{2,60})?)', 1),
            ',?\s+(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|saat|ketika|kepada|dalam|di|pada|usai|melalui|sambil|seperti|dikutip|\()(?:\W.*)?$', ''), ''),
        nullif(regexp_extract(paragraph, '((?:\p{Lu}[\p{L}.''’-]*)(?:\s+\p{Lu}[\p{L}.''’-]*){0,5})\s+(?:mengatakan|menyatakan|menuturkan|menjelaskan|menegaskan|mengungkapkan|menyebut|menyebutkan|menambahkan|berkata)[^"“”]{0,60}["“]', 1), '')
    ) AS speaker,
    title, paragraph
FROM quoted
ORDER BY day DESC NULLS LAST, article_id;
