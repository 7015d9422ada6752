-- One row per outlet and rule: how much furniture it cuts there.
-- lines: Lines, or parts of lines, that the rule cut.
-- articles: Pages of the outlet that it cut something from.
-- share_of_articles: Those as a share of the outlet's pages that gave an article.
-- characters: Characters that it cut.
-- example: The line that it cut most often.
WITH told AS (
    SELECT page_id, any_value(outlet) AS outlet FROM stored.drafts GROUP BY page_id
), counted AS (
    SELECT outlet, count(*) AS pages FROM told GROUP BY outlet
)
SELECT told.outlet, rule, count(*) AS lines, count(DISTINCT page_id) AS articles, count(DISTINCT page_id) / any_value(pages) AS share_of_articles,
    sum(length(removals.text))::BIGINT AS characters, mode(removals.text ORDER BY removals.text) AS example
FROM stored.removals
JOIN told USING (page_id)
JOIN counted ON counted.outlet IS NOT DISTINCT FROM told.outlet
GROUP BY told.outlet, rule
