"""What the explorer's pages ask."""

SEARCH = "SELECT article_id, title, outlet, day, score FROM search(?)"
TOTALS = """
    SELECT sum(articles), sum(originals), sum(copies), sum(rejects), count(DISTINCT outlet),
        min(day) FILTER (articles > 0), max(day) FILTER (articles > 0)
    FROM outlet_days
"""
DAYS = """
    SELECT day, sum(originals) AS originals, sum(copies) AS copies FROM outlet_days WHERE day IS NOT NULL AND articles > 0
    GROUP BY day ORDER BY day DESC LIMIT 120
"""
MOST_COPIED = """
    SELECT top.story_id, title, outlet, top.copies, day FROM (
        SELECT story_id, count(*) AS copies FROM stored.members WHERE NOT is_original GROUP BY story_id ORDER BY copies DESC, story_id LIMIT 15
    ) AS top
    JOIN articles ON articles.article_id = top.story_id
    ORDER BY top.copies DESC, title
"""
ARTICLE = """
    SELECT article_id, outlet, url, title, subtitle, authors, editors, published_at, published_precision, published_from, day, dateline,
        agency, section, tags, text, words, kind, is_partial, partial_reason, source, story_id, is_original, page_id, version, route
    FROM articles WHERE article_id = ?
"""
REMOVALS = "SELECT line, text, rule FROM removals WHERE article_id = ? AND page_id = ? ORDER BY line"
VERSIONS = "SELECT version, fetched_at, title, changed FROM versions WHERE article_id = ? ORDER BY version"
OUTLETS = """
    SELECT outlet, sum(articles) AS articles, sum(copies) / nullif(sum(articles), 0) AS share, sum(rejects), min(day), max(day)
    FROM outlet_days WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY articles DESC, outlet
"""
OUTLET_DAYS = (
    "SELECT day, originals, copies, rejects, median_words FROM outlet_days WHERE outlet = ? AND day IS NOT NULL ORDER BY day"
)
OUTLET = {
    "agencies": "SELECT agency, count(*) AS articles FROM articles WHERE outlet = ? AND agency IS NOT NULL GROUP BY agency ORDER BY articles DESC",
    # as boilerplate_by_outlet has it, which reads every outlet's: at a million articles 1.1 s of CPU, so 0.4
    "rules": """
        WITH told AS (SELECT DISTINCT page_id FROM stored.drafts WHERE outlet = ?)
        SELECT rule, count(*) AS lines, count(DISTINCT page_id) / (SELECT count(*) FROM told), mode(text ORDER BY text)
        FROM stored.removals JOIN told USING (page_id) GROUP BY rule ORDER BY lines DESC, rule
    """,
    "newest": "SELECT article_id, title, day FROM articles WHERE outlet = ? ORDER BY day DESC NULLS LAST, title LIMIT 20",
}
EXAMPLE = "SELECT agency, count(*) AS articles FROM articles WHERE agency IS NOT NULL GROUP BY agency ORDER BY articles DESC"
