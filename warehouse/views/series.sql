-- One row per series: reports of one outlet from one template with other facts, such as prices, weather or quakes.
-- title_pattern: Its commonest headline with every number as #. NULL: its articles have no headline.
-- articles: Articles of the series.
-- first_day: The earliest day of them.
-- last_day: The latest day of them.
SELECT
    series_id,
    mode(outlet ORDER BY outlet) AS outlet,
    mode(pattern ORDER BY pattern) AS title_pattern,
    count(*) AS articles,
    min(day) AS first_day,
    max(day) AS last_day
FROM (SELECT *, regexp_replace(title, '[0-9]+([.,:/][0-9]+)*', '#', 'g') AS pattern FROM articles)
WHERE series_id IS NOT NULL
GROUP BY series_id
