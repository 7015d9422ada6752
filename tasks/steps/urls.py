"""URLs: one canonical form, the outlet's own article id, and the day and clock that outlets write into their addresses."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from seeds.outlets import Outlet
    from tasks.steps.marks import Markup

WIB = timezone(timedelta(hours=7))


class Identity(NamedTuple):
    """What makes an article one article: `key` (outlet and its article id, else the canonical URL) and which page of it this is."""

    key: str
    page_no: int | None


_TRACKING = re.compile(
    r"(?i)^(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ref|ref_src|ref_url"
    r"|referrer|referer|source|src|from|via|share|shared?_?via|s_?kwcid|cmpid|campaign|ns_\w+|outputtype|amp|_amp|m|mobile|app|nomobile|force|"
    r"tag_?from|medium|xtor|spm|feature|soc_\w+|sfnsn|mibextid|_rdc|_rdr|cid|trk\w*|dtk\w*|dk_?\w*|kompasid_?\w*|jxconn|jxrecoid|mode|zarsrc|lang_?pref|alloc_?id|no_?redirect|cf_chl\w*|__cf\w*)$"
)
_PAGER = re.compile(r"(?i)^(?:page|halaman|hal|pg|paged|page_num|pagenum|showpage|single|viewall|view|show|full|all|part)$")
_PAGER_VALUE = re.compile(r"(?i)^(?:\d{1,2}|all|full|true|semua|single|)$")
_INDEX = re.compile(r"(?i)/(?:index|default)\.(?:html?|php|aspx?)$")
_PAGE_IN_PATH = re.compile(r"^(?P<rest>.*/[^/]*(?:-[^/-]+){3,}[^/]*)/(?:page/)?(?P<no>\d{1,2}|all)$")
_PART = re.compile(r"-part(?P<no>\d{1,2})$")
# Second levels under .id and others that are no outlet of their own.
_SECOND_LEVEL = frozenset(
    {"co", "or", "ac", "go", "sch", "web", "my", "net", "mil", "desa", "biz", "com", "org", "gov", "edu", "ponpes"}
)
_MOBILE_HOST = re.compile(r"^(?:www\d?|m|amp|mobile|wap|touch|beta)\.(?=[^.]+\.[^.]+)")


@lru_cache(maxsize=64)  # a page's own address is asked for again and again
def canonical_url(url: str | None) -> str | None:
    """Return the one form of an article's address: https, bare host, no tracking, AMP, mobile host, pager, fragment or final slash.

    Parameters that may say which article it is (`?id=12`, `?p=12`) stay, sorted by name. None for what is no http address.
    Twice canonical is once canonical.
    """
    if not url or len(url) > 4000:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or any(c in host for c in " <>\"'"):
        return None
    while (bare := _MOBILE_HOST.sub("", host)) != host:
        host = bare
    path = _plain_path(parts.path)
    keep = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)[:50]:
        if not _TRACKING.match(name) and not (_PAGER.match(name) and _PAGER_VALUE.match(value)):
            keep.append((name, value))
    scheme = "http" if _is_address(host) else "https"
    netloc = f"[{host}]" if ":" in host else host
    if port and port not in (80, 443):
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, path, urlencode(sorted(keep)), ""))


def _plain_path(path: str) -> str:
    path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", path)
    path = re.sub(r"%[0-9A-Fa-f]{2}", lambda code: _plain_escape(code[0]), quote(path, safe="/:@!$&'()*+,;=-._~%[]"))
    path = re.sub(r"/{2,}", "/", path)
    for _ in range(3):
        before = path
        path = path.rstrip("/")
        path = re.sub(r"(?i)(?:/amp|/amp\.html|\.amp)$", "", path)
        path = re.sub(r"(?i)\.amp(?=\.html?$)", "", path)
        path = re.sub(r"(?i)^/amp(?=/.)", "", path)
        path = _INDEX.sub("", path)
        pager = _PAGE_IN_PATH.match(path)
        if pager:
            path = pager["rest"]
        if path == before:
            break
    return path


def _plain_escape(code: str) -> str:
    """One percent escape in capitals; what needs no escape is written out."""
    char = chr(int(code[1:], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else code.upper()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def page_number(url: str | None) -> int | None:
    """Return which page of a paged article an address asks for (`?page=2`, `/slug-of-the-title/2`, `-part2`); None when it does not say."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    for name, value in parse_qsl(parts.query):
        if (
            _PAGER.match(name)
            and value.isdecimal()
            and 0 < int(value) < 100
            and name.lower() not in ("single", "full", "all", "view", "show")
        ):
            return int(value)
    path = parts.path.rstrip("/")
    found = _PAGE_IN_PATH.match(path) or _PART.search(path)
    return int(found["no"]) if found and found["no"].isdecimal() and 0 < int(found["no"]) < 100 else None


def page_url(markup: "Markup", url: str | None) -> str | None:
    """Return the canonical URL of a page: of its own canonical link, else og:url, else the address it was fetched from.

    A canonical link to the front page of a site (a common mistake) is no witness; nor is one to another site than the page was
    fetched from, unless it is all there is.
    """
    fetched = canonical_url(url)
    said = [
        markup.canonical,
        markup.meta("og:url"),
        _main_entity(markup.article),
        markup.meta("twitter:url", "al:web:url"),
        markup.amp_url,
    ]
    for address in said:
        found = canonical_url(urljoin(url or "", address) if address else None)
        if found and len(urlsplit(found).path) > 1 and (fetched is None or same_site(found, fetched)):
            return found
    return fetched


def _main_entity(article: dict) -> str | None:
    for key in ("mainEntityOfPage", "url", "@id"):
        value = article.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith("http"):
            return value
    return None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered domain."""
    return registered_domain(urlsplit(one).hostname) == registered_domain(urlsplit(other).hostname)


def registered_domain(host: str | None) -> str | None:
    """Return the domain an outlet registered: `nasional.kompas.com` is kompas.com, `rejabar.republika.co.id` is republika.co.id.

    An IP address is itself. None for a bare name such as "localhost" or an empty host.
    """
    host = (host or "").strip(".").lower()
    if not host or _is_address(host):
        return host or None
    labels = host.split(".")
    if len(labels) < 2 or not all(re.fullmatch(r"[a-z0-9_\-\u00a1-\uffff]+", label) for label in labels):
        return None
    deep = len(labels) >= 3 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def article_identity(url: str | None, outlet: "Outlet | None") -> Identity | None:
    """Return what makes the article of `url` one article, and its page number: the outlet's own id where its file says how to read it.

    Slugs change with the headline, so the id of `article_url` (its group `id`) wins over the address. None without a usable URL.
    """
    canonical = canonical_url(url)
    if canonical is None or url is None:
        return None
    page_no = page_number(url)
    if outlet is not None and outlet.article_url is not None:
        found = outlet.article_url.search(canonical) or outlet.article_url.search(url)
        if found and "id" in outlet.article_url.groupindex and found["id"]:
            return Identity(f"{outlet.key}:{_PART.sub('', found['id'])}", page_no)
    return Identity(_PART.sub("", canonical) if outlet is not None and outlet.full_page == "pages" else canonical, page_no)


_URL_DATES = (
    re.compile(
        r"/(?P<y>20[0-4]\d|199[5-9])/(?P<m>[01]?\d)/(?P<d>[0-3]?\d)(?:/(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)\d{0,3}(?=[/-]|$))?(?=/|$)"
    ),
    re.compile(r"/(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)(?=[-/])"),
    re.compile(r"[/-](?P<y>20[0-4]\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?=[/-]|$)"),
    re.compile(r"/(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/-]|$)"),
    re.compile(r"/(?P<y>1\d|2\d)/(?P<m>0[1-9]|1[0-2])/(?P<d>[0-3]\d)/"),
)
_URL_EPOCH = re.compile(r"-(1[3-9]\d{8}|1[2-9]\d{8})(?:/|$)")


def stamp_in_url(url: str | None) -> tuple[datetime, bool] | None:
    """Return the date that an address holds and whether it has a clock; local time of the outlet, except an epoch, which is UTC.

    Forms: kompas /read/2022/09/13/113522626/, cnnindonesia /20220913060418-134-846928/, suara /2022/09/18/165000/, sindonews
    -1663481346 at the end, tribunnews and WordPress /2022/12/21/, republika until 2020 /16/02/15/.
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    for pattern in _URL_DATES:
        for found in pattern.finditer(path[:500]):
            parts = {name: int(value) for name, value in found.groupdict().items() if value}
            year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
            try:
                at = datetime(year, parts["m"], parts["d"], parts.get("h", 0), parts.get("mi", 0), parts.get("s", 0))
            except ValueError:
                continue
            return at, "h" in parts
    epoch = _URL_EPOCH.search(path[-60:])
    return (datetime.fromtimestamp(int(epoch[1]), UTC), True) if epoch else None


def day_in_url(url: str | None) -> date | None:
    """Return the calendar day in Jakarta that an address holds."""
    found = stamp_in_url(url)
    if found is None:
        return None
    at = found[0]
    return at.astimezone(WIB).date() if at.tzinfo else at.date()
