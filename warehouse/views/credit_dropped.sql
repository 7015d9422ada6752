-- One row per outlet that has copies of articles with a credited agency.
-- copies: Its copies of such articles.
-- dropped: Those of them that do not credit the agency.
-- share_dropped: Dropped ones as a share of them.
SELECT
    outlet, count(*) AS copies, count(*) FILTER (credit = 'dropped') AS dropped,
    count(*) FILTER (credit = 'dropped') / count(*) AS share_dropped
FROM copies
WHERE credit <> 'none' AND outlet IS NOT NULL
GROUP BY outlet
ORDER BY dropped DESC, outlet
