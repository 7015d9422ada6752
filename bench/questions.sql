-- How much is there, and of how many stories?
SELECT count(*) AS articles, count(*) FILTER (is_original) AS stories, count(DISTINCT outlet) AS outlets, min(day) AS first_day, max(day) AS last_day
FROM articles

-- Which outlets publish most, and how much of it is copied?
SELECT outlet, sum(articles)::INT AS articles, round(100 * sum(copies) / sum(articles)) AS percent_copies
FROM outlet_days
GROUP BY outlet
HAVING sum(articles) > 0
ORDER BY articles DESC, outlet LIMIT 5

-- What was written about the price of copper?
SELECT outlet, day, title
FROM search('harga tembaga') LIMIT 5

-- Which stories were copied most?
SELECT title, outlet, articles, outlets
FROM stories
ORDER BY articles DESC, title LIMIT 5

-- Who carried one story, how long after, and how much of it?
SELECT outlet, hours_after, direction, round(containment, 2) AS from_original, round(coverage, 2) AS of_original, paragraphs_dropped AS dropped
FROM around((SELECT story_id FROM stories ORDER BY articles DESC, story_id LIMIT 1))

-- Who copies whom?
SELECT original_outlet, outlet, count(*) AS copies, round(median(hours_after), 1) AS median_hours
FROM copies
GROUP BY ALL
ORDER BY copies DESC, original_outlet, outlet LIMIT 5

-- Which agencies reach how far?
SELECT agency, count(*) AS articles, count(DISTINCT outlet) AS outlets, count(DISTINCT story_id) AS stories
FROM articles
WHERE agency IS NOT NULL
GROUP BY agency
ORDER BY articles DESC, agency LIMIT 5

-- Who drops the agency's credit?
SELECT outlet, count(*) FILTER (credit = 'dropped') AS dropped, count(*) FILTER (credit = 'kept') AS kept
FROM copies
WHERE credit <> 'none'
GROUP BY outlet
ORDER BY dropped DESC, outlet LIMIT 5

-- Who gives copies another headline?
SELECT copies.outlet, original.title AS original_title, told.title
FROM copies
JOIN articles AS told USING (article_id)
JOIN articles AS original ON original.article_id = original_id
WHERE title_changed
ORDER BY told.title LIMIT 4

-- How much was published each month?
SELECT date_trunc('month', day)::DATE AS month, count(*) AS articles
FROM unique_articles
WHERE day IS NOT NULL
GROUP BY month
ORDER BY month DESC LIMIT 5

-- At which hours do outlets publish?
SELECT hour(published_at) AS hour_in_jakarta, count(*) AS articles
FROM articles
WHERE published_precision = 'minute'
GROUP BY ALL
ORDER BY articles DESC, hour_in_jakarta LIMIT 5

-- Who writes most?
SELECT author, outlet, count(*) AS articles
FROM (SELECT unnest(authors) AS author, outlet FROM unique_articles)
GROUP BY ALL
ORDER BY articles DESC, author LIMIT 5

-- What did somebody say?
SELECT speaker, quotation, outlet
FROM quotes('Verdal') LIMIT 3

-- How long are articles, by section?
SELECT section, count(*) AS articles, median(words)::INT AS median_words
FROM unique_articles
WHERE section IS NOT NULL
GROUP BY section
ORDER BY articles DESC, section LIMIT 5

-- Which articles are cut short, and how do we know?
SELECT outlet, title, partial_reason
FROM partial_articles
ORDER BY title LIMIT 3

-- What furniture is cut, and how much?
SELECT outlet, rule, lines, example
FROM boilerplate_by_outlet
ORDER BY lines DESC, outlet, rule LIMIT 5

-- Which pages gave no article, and why?
SELECT stage, reason, count(*) AS pages, min(parse_filename(source)) AS for_example
FROM rejects
GROUP BY ALL
ORDER BY pages DESC, reason LIMIT 5

-- How sure are the dates?
SELECT published_from, published_precision, count(*) AS articles
FROM articles
GROUP BY ALL
ORDER BY articles DESC, published_from LIMIT 6

-- Which articles changed their headline?
SELECT title_before, title_after, changed_until
FROM headline_changes
ORDER BY changed_until LIMIT 5

-- Which cities do reports come from?
SELECT dateline, count(*) AS articles
FROM unique_articles
WHERE dateline IS NOT NULL
GROUP BY dateline
ORDER BY articles DESC, dateline LIMIT 5

-- Which words do headlines use most?
SELECT word, count(DISTINCT article_id) AS articles
FROM (SELECT article_id, unnest(regexp_extract_all(title, '\p{Lu}\p{L}{4,}')) AS word FROM unique_articles)
GROUP BY word
ORDER BY articles DESC, word LIMIT 5

-- What came of the last runs?
SELECT flow, pages_in, articles_new, pages_seen_before, rejected, copies_found
FROM runs
ORDER BY started_at DESC LIMIT 3
