-- One row per story that was copied, with the day of its original; the most copied of a day first.
-- copies: Its copies.
-- outlets: Outlets that copied it.
SELECT
    articles.day, copies.story_id, articles.title, articles.outlet, articles.agency, count(*) AS copies, count(DISTINCT copies.outlet) AS outlets
FROM copies
JOIN articles ON articles.article_id = copies.original_id
GROUP BY ALL
ORDER BY day DESC, copies DESC, story_id
