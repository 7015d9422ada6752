"""robots.txt: what a host's rules, or their absence, mean for tonight (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from tasks.steps.documents import PageError, decode

AGENT = "Kliping"
"""Our name in robots.txt."""

MAX_BYTES = 512_000
"""How much of a robots.txt is read: RFC 9309 asks for 500 KiB at least."""


@dataclass(frozen=True)
class Robots:
    """What one host allows: `away` is why it is left alone tonight, None when its rules were read or there are none."""

    rules: Protego | None = None
    away: str | None = None

    def allows(self, url: str) -> bool:
        return self.away is None and (self.rules is None or bool(self.rules.can_fetch(url, AGENT)))

    @property
    def delay_s(self) -> float:
        """Seconds between two requests that it asks for: its Crawl-delay, or its Request-rate as one."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.rules.crawl_delay(AGENT) or 0.0), paced)

    @property
    def sitemaps(self) -> list[str]:
        return list(self.rules.sitemaps) if self.rules else []


def robots_of(status: int | None, body: bytes, problem: str = "") -> Robots:
    """Return what an answer to /robots.txt means: 2xx are rules, 4xx is no rules, anything else keeps us away tonight.

    429 is a server that has enough of us, so it keeps us away as well. `status` is None where nothing answered.
    """
    if status is not None and 200 <= status < 300:
        return Robots(parsed(body[:MAX_BYTES]))
    if status is not None and 400 <= status < 500 and status != 429:
        return Robots()
    return Robots(away=f"robots.txt: {problem or f'HTTP {status}'}; a host whose rules cannot be read is left alone tonight")


def parsed(body: bytes) -> Protego | None:
    """Return the rules in `body`; None when it is empty or no text, which is the same as none."""
    try:
        return Protego.parse(decode(body))
    except (PageError, ValueError, RecursionError):
        return None
