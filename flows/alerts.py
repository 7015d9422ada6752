"""Alerts: one command or webhook of the operator's choice hears when a night went wrong or an outlet drifts."""

import json
import logging
import shlex
import subprocess

import httpx

SECONDS = 30.0
"""Time an alert may take; a night does not hang on it."""

SHOWN = 30
"""Lines of detail an alert carries."""

LOG = logging.getLogger("kliping.alerts")


def alert(target: str, title: str, lines: list[str]) -> None:
    """Tell `target`: an http address gets a POST of {"title", "text"}, a command gets the text on its standard input.

    Without a target nothing happens. An alert that cannot be delivered is logged and never fails the run it tells of.
    """
    if not target:
        return
    more = [f"... and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    text = "\n".join([title, *lines[:SHOWN], *more])
    try:
        if target.startswith(("http://", "https://")):
            body = json.dumps({"title": title, "text": text})
            httpx.post(target, content=body, headers={"Content-Type": "application/json"}, timeout=SECONDS).raise_for_status()
        else:
            subprocess.run(shlex.split(target), input=text, text=True, timeout=SECONDS, check=True)
    except (httpx.HTTPError, OSError, subprocess.SubprocessError, ValueError) as error:
        LOG.error("KLIPING_ALERT %s: not delivered: %s", target.split(maxsplit=1)[0], error)
