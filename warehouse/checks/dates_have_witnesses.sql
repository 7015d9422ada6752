-- fail: a date names its witness and its precision, and without a date there is neither
SELECT article_id, published_at, published_from, published_precision
FROM articles
WHERE (published_at IS NULL) <> (published_from IS NULL) OR (published_at IS NULL) <> (published_precision IS NULL)
