-- One row per line or place that was learned from the pages of an outlet, and is applied to them.
SELECT outlet, part, value, support, first_day, last_day, samples, learned_version FROM stored.learned
