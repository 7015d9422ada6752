"""Bylines of a text page: bare names above the body that stand where the people who made an article stand."""

import re

from tasks.steps.creditlines import name_line, role_of
from tasks.steps.names import is_name, looks_like_name
from tasks.steps.shapes import count_words
from tasks.steps.text_labels import Labelled

PHOTO = ("photo", "wire")
BYLINE = ("date", "credit", "published")
BELOW_NAMES = (*BYLINE, *PHOTO, "chrome", "section", "tail", "crumbs", "furniture", "pager")
NEAR_TITLE = 4  # lines below the headline in which a bare name is a byline
READING_TIME = re.compile(
    r"(?i)\W*\d{1,2}(?:\s?[-–]\s?\d{1,2})? ?(?:min(?:ute)?s?|menit)(?: (?:read|baca|membaca|waktu baca))?\W*"
)


def bare_byline(page: Labelled, index: int, title: int | None, above: str | None) -> str | None:
    """Return the bare name at `index` as a credit line ("Penulis: Gungdewan"), None when the line is no name or does not stand where bylines do.

    Bylines stand under a word that announces them ("Oleh", "Editor"), above their role, between headline and date or "Diterbitkan", or
    right under the date; `above` is the byline on the line above. A name of one word needs such a word: a city or a site stands beside dates too.
    """
    text = page.text(index)
    below = page.labels[index + 1] if index + 1 < len(page.lines) else ""
    name = name_at(text, below)
    if name is None or index == title or stands_above(page, text, index if title is None else title):
        return None
    is_full = count_words(name) >= 2
    if above is not None and is_full:  # a second reporter
        return f"{above.partition(':')[0]}: {name}"
    if role := announced_role(page, index):
        return f"{'Editor' if role == 'editor' else 'Penulis'}: {name}"
    if title is None or not 0 < index - title <= NEAR_TITLE:
        return None
    return f"Penulis: {name}" if below == "published" or (is_full and stands_as_byline(page, index, title, name, below)) else None


def stands_as_byline(page: Labelled, index: int, title: int, name: str, below: str) -> bool:
    """Whether the full name at `index` stands beside the date or the reading time, or with its site right below the headline."""
    if below == "date" or READING_TIME.fullmatch(page.text(index + 1)):
        return True
    if index - 1 == title and (name != page.text(index).strip(" ,") or page.is_at(index - 2, "date")):
        return True
    return page.is_at(index - 1, "date") and below in BELOW_NAMES


def stands_above(page: Labelled, text: str, index: int) -> bool:
    """Whether `text` stands above `index` too, as items of menus do; a reporter's name may stand again below the text."""
    return page.counts[text] > 1 and any(line.text == text for line in page.lines[:index])


def name_at(text: str, below: str) -> str | None:
    """Return the name that a line of the head holds: alone, or with its site behind a dash above the date ("Ratri Wulansih - kabarnusa")."""
    bare = text.rstrip(" ,")
    if name := name_line(bare):
        return name
    first, dash, site = bare.partition(" - ")
    if dash and below == "date" and looks_like_name(first) and count_words(site) <= 3:
        return first
    return bare if is_name(bare) and bare[:1].isupper() and len(bare) <= 30 else None


def announced_role(page: Labelled, index: int) -> str | None:
    """Return the role that the line above the name at `index`, or else the one below it, gives it; None when neither does.

    Where names stand above their roles, the role above a name belongs to the name above that.
    """
    above = role_at(page, index - 1)
    taken = above is not None and index >= 2 and looks_like_name(page.text(index - 2).rstrip(" ,"))
    below = role_at(page, index + 1)
    return below if above is None or (taken and below is not None) else above


def role_at(page: Labelled, index: int) -> str | None:
    """Return the role ("author", "editor" ...) that the line at `index` is the label of."""
    if not page.is_at(index, "published"):
        return None
    word = page.text(index).strip(" :")
    return role_of(word) or ("author" if re.search(r"(?i)oleh$|^by$", word) else None)
