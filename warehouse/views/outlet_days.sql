-- One row per outlet and day: what came in.
-- articles: Articles of the outlet that count for the day.
-- originals: Those of them that are the original of their story.
-- copies: Those of them that are copies.
-- rejects: Pages of the outlet that gave no article on the day they came in.
-- median_words: Median of the articles' words. NULL: no article that day.
WITH came AS (
    SELECT outlet, day, count(*) AS articles, count(*) FILTER (is_original) AS originals, count(*) FILTER (NOT is_original) AS copies,
        median(words) AS median_words
    FROM articles
    GROUP BY ALL
), refused AS (
    SELECT outlet, timezone('Asia/Jakarta', rejects."at")::DATE AS day, count(*) AS rejects
    FROM rejects
    GROUP BY ALL
)
SELECT
    coalesce(came.outlet, refused.outlet) AS outlet, coalesce(came.day, refused.day) AS day, coalesce(articles, 0) AS articles,
    coalesce(originals, 0) AS originals, coalesce(copies, 0) AS copies, coalesce(rejects, 0) AS rejects, median_words
FROM came
FULL JOIN refused ON came.outlet IS NOT DISTINCT FROM refused.outlet AND came.day IS NOT DISTINCT FROM refused.day
ORDER BY day, outlet
