"""Flows: what runs, in what order. Importing this room first sets how Prefect runs where nobody set it otherwise."""

import os

# Before Prefect is imported, for it reads them then. With no server configured a flow starts Prefect's own for the time of
# the run: no telemetry, and time enough to start on a busy machine (its default of 20 s is not).
for name, value in {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}.items():
    os.environ.setdefault(name, value)
