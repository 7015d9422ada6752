-- One row per pair of outlets of which the first has copies of the second's articles.
-- copies: Copies it has of them.
-- median_hours: Median hours from the original's publication to the copy's. NULL: no pair states both times.
-- cited: Copies that name the original or the agency it is from.
-- known: Copies of which we know that they are the copy: by citation, credit or time.
SELECT
    outlet, original_outlet, count(*) AS copies, median(hours_after) AS median_hours,
    count(*) FILTER (direction IN ('citation', 'credit')) AS cited,
    count(*) FILTER (direction <> 'unknown') AS known
FROM copies
WHERE outlet IS NOT NULL AND original_outlet IS NOT NULL AND outlet <> original_outlet
GROUP BY ALL
ORDER BY copies DESC, outlet, original_outlet
