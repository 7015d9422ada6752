"""Publishers: which outlet a page is of, by the best witness on it."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tasks.steps.datelines import split_dateline
from tasks.steps.marks import Markup
from tasks.steps.urls import registered_domain

if TYPE_CHECKING:
    from seeds.outlets import Outlets

_HOST = re.compile(r"(?i)\b((?:[a-z0-9-]+\.){1,3}(?:com|co\.id|co|id|net|org|tv|news|info|go\.id|or\.id|ac\.id))\b")
# Furniture in which a site names itself. A mention in prose is no witness: each form is a prompt or a rights line that only the site itself prints.
_SELF = [
    re.compile(pattern)
    for pattern in (
        r"(?i)^dapatkan (?:berita|update|informasi|kabar).{0,120}?\bdari (?P<site>[\w.]+\.(?:com|co\.id|id|net|tv))\b",
        r"(?i)^(?:ikuti|follow|baca|cek|simak|dapatkan).{0,80}(?:google news|whatsapp channel|saluran whatsapp|channel whatsapp).{0,40}"
        r"\b(?P<site>[\w-]+\.(?:com|co\.id|id|net|tv))\b",
        r"(?i)^(?:copyright|hak cipta|©|\(c\)).{0,40}?\b(?P<site>[\w-]+\.(?:com|co\.id|id|net|tv)|antara)\b",
        r"(?i)^(?P<site>[\w-]+\.(?:com|co\.id|id|net|tv)) berkomitmen\b",
    )
]


def outlet_of(url: str | None, markup: Markup, lines: Sequence[str], outlets: "Outlets", given: str | None = None) -> str | None:
    """Return the registered domain of the outlet that published the page (republika.co.id); None when nothing on it tells.

    Witnesses, best first: the outlet a row stated (`given`), the address, the page's own canonical and og:url, og:site_name and the
    publisher when they name a known outlet or a host, the date line ("Kompas.com - 20/06/2024"), the dateline ("REPUBLIKA.CO.ID,
    WASHINGTON --"), and the prompts and rights lines in which a site names itself. `lines` are the page's lines as extracted, furniture
    included. A host of a known outlet gives that outlet's domain; another its registered domain; a name that a row states and nobody
    knows stays as stated. An outlet named in prose is no witness.
    """
    hosts = _hosts(url, markup)
    said = [given or "", *hosts, markup.site or "", (markup.meta("twitter:site") or "").lstrip("@")]
    for name in said:
        if found := _known(name, outlets):
            return found
    if hosts:
        return hosts[0] if ":" in hosts[0] else registered_domain(hosts[0])
    if given:
        return registered_domain(given.lower()) or given
    return next((found for name in _printed_sites(lines) if (found := _known(name, outlets))), None)


def _hosts(url: str | None, markup: Markup) -> list[str]:
    """Hosts of the page's own addresses, best witness first; a port other than the usual ones stays."""
    hosts: list[str] = []
    for address in (url, markup.canonical, markup.meta("og:url"), markup.amp_url, markup.meta("twitter:url", "al:web:url")):
        try:
            parts = urlsplit(address or "")
            host, port = parts.hostname, parts.port
        except ValueError:
            continue
        if host and registered_domain(host):
            hosts.append(f"{host}:{port}" if port and port not in (80, 443) else host)
    return hosts


def _known(name: str, outlets: "Outlets") -> str | None:
    """The outlet's domain for a host or a printed name; a printed host that no file names is an outlet by its registered domain."""
    name = name.strip().strip(".").lower()
    if "/" in name:
        name = urlsplit(name if "://" in name else f"//{name}").netloc
    if not name:
        return None
    if outlet := outlets.of_host(name) or outlets.of_name(name):
        return outlet.key
    return registered_domain(name) if _HOST.fullmatch(name) else None


def _printed_sites(lines: Sequence[str]) -> Iterator[str]:
    """Names that a text page's lines give its own site: in its date line, in its dateline, in its own prompts."""
    for line in lines[:12]:
        match = re.match(r"(?P<site>[\w-]+\.(?:com|co\.id|id|net|tv))\s*[-–|,]\s*(?:\w+,?\s)?\d{1,2}[/ ]", line)
        if match:
            yield match["site"]
    for line in lines[:25]:
        if len(line) > 60 and (site := split_dateline(line).site):
            yield site
    for line in [*lines[:40], *lines[-60:]]:
        if len(line) <= 300:
            for pattern in _SELF:
                if match := pattern.match(line):
                    yield match["site"]
