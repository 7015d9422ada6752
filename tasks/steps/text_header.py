"""The header of a text page: lines above the text in which whoever saved the page states its headline, address, date and authors."""

import re
from dataclasses import dataclass, field
from typing import Any

from tasks.steps.lines import fold
from tasks.steps.names import people_in

LONGEST = 40  # lines in which a header ends
VALUE_MAX = 2000
FENCE = re.compile(r"-{3,}|\+{3,}")
ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1500}")
# What a header calls its values, in lower case. Only `title`, `url`, `date` and `author` are read; the rest are known not to be text.
KEYS = {
    "title": "title, judul, headline, judul berita, judul artikel, og:title",
    "url": "url, link, tautan, alamat, canonical, permalink, source url, source_url, url sumber, original url",
    "date": "date, tanggal, published, published at, published_at, publish date, publish_date, publication date, date published, tanggal terbit, "
    "tanggal publikasi, tanggal tayang, terbit, waktu, waktu terbit, pubdate, published time, datetime",
    "author": "author, authors, penulis, byline, author(s), by, oleh, writer, creator, nama penulis",
    "source": "source, sumber, media, site, sitename, site name, site_name, outlet, situs, hostname, domain, host, publisher, portal",
    "other": "description, deskripsi, summary, ringkasan, excerpt, language, bahasa, lang, categories, category, kategori, kanal, rubrik, section, "
    "tags, tag, keywords, kata kunci, image, top image, top_image, gambar, id, fingerprint, license, pagetype, text, isi, isi berita, content, "
    "konten, body, fetched, fetched at, retrieved, accessed, crawled, crawled at, diakses, diambil, word count, words, length, "
    "date modified, modified, updated, markdown content, url source, published time",
}
KEY_OF = {name: key for key, names in KEYS.items() for name in names.split(", ")}
STATED = re.compile(r"(?P<name>[A-Za-z][\w:() ]{0,24}?)\s{0,8}(?:[:=]|\t)\s{0,8}(?P<value>.*)")
WRAPPED_AT = 60  # a value may be wrapped only where it is at least so long


@dataclass(frozen=True)
class Header:
    """What a header states, its lines as they stand, and the text below it."""

    lines: list[str] = field(default_factory=list)
    rest: str = ""
    url: str | None = None
    stated: dict[str, Any] = field(default_factory=dict)  # title, authors, published_at, as a row states them


def read_header(text: str) -> Header:
    """Return the header of `text`: `Title: ...`, `URL: ...` on lines of their own, or such lines between two `---`, or an address alone.

    Two stated values are wanted, one of them a headline or an address: "Penulis: Rina" above a text is a byline. Nothing is stated twice.
    """
    rows = text.lstrip("\ufeff").split("\n", LONGEST)[:LONGEST]
    first = next((place for place, row in enumerate(rows) if row.strip()), len(rows))
    fenced = first < len(rows) and FENCE.fullmatch(rows[first].strip()) is not None
    end, values = read_values(rows, first + fenced)
    if len(values) < 2 or not ("url" in values or "title" in values):
        return address_alone(text, rows, first)
    if fenced and end < len(rows) and FENCE.fullmatch(rows[end].strip()):
        end += 1
    return Header([fold(row) for row in rows[:end] if row.strip()], below(text, end), url_of(values), stated_of(values))


def read_values(rows: list[str], start: int) -> tuple[int, dict[str, str]]:
    """Return where the stated values that begin at `start` end, and the first value under each key; a long one may go on in the next row."""
    values: dict[str, str] = {}
    end, key = start, ""
    for place in range(start, len(rows)):
        row = fold(rows[place])
        found = STATED.fullmatch(row) if len(row) <= VALUE_MAX else None
        name = KEY_OF.get(found["name"].strip().lower()) if found else None
        if found and name:
            key = "" if name in values else name
            values.setdefault(name, found["value"].strip(" \"'"))
            end = place + 1
        elif row and end == place and key and len(fold(rows[place - 1])) >= WRAPPED_AT and rows[place - 1].strip():
            values[key] += f" {row}"
            end = place + 1
        elif row:
            break
    return end, values


def url_of(values: dict[str, str]) -> str | None:
    """Return the address that a header states, also where it calls it the source."""
    found = (ADDRESS.search(values.get(key, "").replace(" ", "")) for key in ("url", "source"))
    return next((match[0] for match in found if match), None)


def stated_of(values: dict[str, str]) -> dict[str, Any]:
    """Return the values of a header as a row of jsonl would state them; empty ones are left out."""
    authors = people_in(values.get("author", ""))
    stated = {"title": values.get("title"), "authors": authors, "published_at": values.get("date")}
    return {name: value for name, value in stated.items() if value}


def address_alone(text: str, rows: list[str], first: int) -> Header:
    """Return the header that is nothing but the page's address on the first line; without one, the empty header."""
    if first < len(rows) and (found := ADDRESS.fullmatch(rows[first].strip())):
        return Header([found[0]], below(text, first + 1), found[0])
    return Header(rest=text)


def below(text: str, rows: int) -> str:
    """Return what stands below the first `rows` lines of `text`."""
    return "\n".join(text.split("\n", rows)[rows:])
