"""Addresses: which IP addresses a fetch may go to, and the form of a URL in which an article is asked for."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tasks.steps.urls import canonical_url

if TYPE_CHECKING:
    from seeds.outlets import Outlet

NAT64 = ip_network("64:ff9b::/96")
NAT64_LOCAL = ip_network("64:ff9b:1::/48")


def why_refused(address: str, allow_private: bool = False) -> str | None:
    """Return why a fetch may not go to this IP address, None when it may.

    An IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64) is judged as well. `allow_private`, which an outlet's own
    file states, admits private networks and loopback, and never link-local addresses, where clouds keep their credentials.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address!r} is no IP address"
    return next((why for one in (found, *inner(found)) if (why := judged(one, allow_private))), None)


def inner(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def judged(address: IPv4Address | IPv6Address, allow_private: bool) -> str | None:
    if isinstance(address, IPv6Address) and (address.ipv4_mapped or address.sixtofour or address.teredo or address in NAT64):
        return None  # what it carries is judged
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return f"{address} is link-local, multicast or unspecified"
    if allow_private and (address.is_loopback or address.is_private):
        return None
    if not address.is_global or address.is_reserved or address in NAT64_LOCAL:
        return f"{address} is not a public address"
    return None


def owns(outlet: "Outlet", url: str) -> bool:
    """Whether an address belongs to the outlet: http or https, one of its domains, and no port but the usual or one its file names."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return False
    whole = f"{host}:{port}" if ":" not in host else f"[{host}]:{port}"
    if whole in outlet.domains:
        return True
    return port in (None, 80, 443) and any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains)


def request_url(url: str) -> str | None:
    """Return the form in which an article found at `url` is asked for: as found, less tracking; None for what is no http address.

    AMP and mobile forms become the common one. A final slash and the host's www stay as they are: to ask otherwise costs a redirect.
    """
    canonical = canonical_url(url)
    if canonical is None:
        return None
    found, wanted = urlsplit(url.strip()), urlsplit(canonical)
    host = found.netloc.lower().rsplit("@", 1)[-1]
    bare = host.removeprefix("www.")
    same_path = found.path.rstrip("/") == wanted.path.rstrip("/")
    keep = set(parse_qsl(wanted.query, keep_blank_values=True))
    query = [pair for pair in parse_qsl(found.query, keep_blank_values=True) if pair in keep]
    return urlunsplit(
        (
            found.scheme.lower(),
            host if bare == wanted.netloc else wanted.netloc,
            found.path if same_path else wanted.path,
            urlencode(query),
            "",
        )
    )


def full_page_url(url: str, rule: str | None) -> str:
    """Return the address of the whole article at `url` by the outlet's `full_page` rule: `?page=all`, `/all`; `pages` or none leave it."""
    if rule is None or rule == "pages":
        return url
    parts = urlsplit(url)
    if rule.startswith("?"):
        name, _, value = rule[1:].partition("=")
        query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
        return urlunsplit(parts._replace(query=urlencode([*query, (name, value)])))
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + rule))
