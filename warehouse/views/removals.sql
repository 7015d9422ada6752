-- One row per line, or part of a line, cut from an article's page, with the rule that cut it.
SELECT article_id, line, text, rule, page_id FROM stored.removals
