-- warn: most articles name their outlet
SELECT count(*) FILTER (outlet IS NULL) AS unknown, count(*) AS articles FROM articles HAVING unknown > articles / 2
