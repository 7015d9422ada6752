-- One row per story: its original article. The clean, deduplicated corpus.
SELECT * FROM articles WHERE is_original
