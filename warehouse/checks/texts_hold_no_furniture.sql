-- warn: no text has a line of furniture left
SELECT article_id, outlet, regexp_extract(text, '(?im)^(advertisement|scroll to (continue|resume).*|baca juga ?:.*|simak juga ?:.*)$') AS line
FROM articles
WHERE line <> ''
