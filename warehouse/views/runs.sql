-- One row per run that finished.
SELECT * FROM stored.runs ORDER BY started_at
