-- One row per agency: how far its stories go.
-- stories: Stories that credit it, in the original or in a copy.
-- articles: Articles of these stories.
-- outlets: Outlets that have any of them.
-- credited: Articles of these stories that credit it.
WITH credited AS (SELECT DISTINCT agency, story_id FROM articles WHERE agency IS NOT NULL)
SELECT
    credited.agency, count(DISTINCT articles.story_id) AS stories, count(*) AS articles, count(DISTINCT articles.outlet) AS outlets,
    count(*) FILTER (articles.agency = credited.agency) AS credited
FROM credited
JOIN articles ON articles.story_id = credited.story_id
GROUP BY credited.agency
ORDER BY articles DESC, agency
