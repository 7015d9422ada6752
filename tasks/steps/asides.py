"""Asides: blocks near an article that speak of other things: cards of other articles, comments, the masthead, the data of a book."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from tasks.steps.creditlines import credit_of
from tasks.steps.marks import Mark, Markup, is_text, words_of
from tasks.steps.names import looks_like_name

# What outlets call the containers of other articles and of readers' words. Never an element that holds the headline or the text too.
_ASIDE = re.compile(
    r"related|terkait|popul|recom|rekomend|trending|terbaru|terkini|latest|lainnya|(?:more|other)-?(?:news|posts?|stories|articles?)\b"
    r"|(?:read|baca)-?(?:also|more|next|juga)|most-?(?:read|view)|teaser|comment|komentar|respond|disqus"
    r"|post-?navigation|nav-?(?:next|previous)|(?:next|prev(?:ious)?)-?(?:post|article)"
)
_SIDE = re.compile(r"side-?bar|right-?bar|(?<![\w-])(?:widget|rail|footer)(?![\w-])|widget-area|(?:site|page|main)-?footer")
# What stands among the lines of a masthead, and of the data of a book that is reviewed.
_LISTED = re.compile(
    r"(?i)^\W*(?:(?:wakil )?(?:pemimpin|pimpinan) (?:redaksi|umum|perusahaan)|pem-?red|pimred|dewan redaksi"
    r"|penerbit|isbn|jumlah halaman|tebal(?: buku)?|tahun terbit|cetakan)\b"
)
_STAFF = re.compile(
    r"(?i)^\W*(?:penanggung ?jawab|redaktur(?: pelaksana)?|redpel|(?:sekretaris|alamat) redaksi|koordinator liputan|direktur)\b[^:]{0,20}:"
)
_NEAR = 5  # lines of one such list
_PROMPT = re.compile(r"(?i)^\W*(?:baca|simak|lihat|tonton)\b")
_DEEP = 12  # elements around a block that are asked for their names
_FAR = 60  # blocks after the text: tags, prompts and what else stands between it and its credits


class Asides:
    """Tells which blocks of a page are no words about its article. Asked of few, so nothing is computed before it is asked."""

    def __init__(self, markup: Markup) -> None:
        self._markup, self._marks = markup, markup.marks
        self._body: set[_Element] | None = None if markup.title_at is not None else set()
        self._title_at = markup.title_at or 0
        self._inner: _Element | None = None  # what holds the text's paragraphs
        self._named: dict[tuple[_Element, bool], bool] = {}

    def holds(self, place: int, in_head: bool = False) -> bool:
        """Return whether the block at `place` is an aside; `in_head`: what is called a side bar there may be the article's own."""
        mark = self._marks[place]
        body = self._own_elements()
        if not body:
            return False
        if (":" in mark.text and self._is_listed(place)) or self._is_below_link(place):
            return True
        element: _Element | None = mark.element
        depth = 0
        while element is not None and element not in body and depth <= _DEEP:
            if self._is_other(element, mark, in_head):
                return True
            element, depth = element.getparent(), depth + 1
        return not (in_head or self._is_near(place))

    def _is_other(self, element: _Element, mark: Mark, in_head: bool) -> bool:
        """Whether an element around a block is one of other things: by its name, or as a link around another headline."""
        if self._is_named(element, in_head):
            return True
        return element.tag == "a" and _words(element) >= len(mark.text.split()) + 5

    def own_head(self, before: int, after: int) -> list[Mark]:
        """Return the blocks of the head (`Markup.near_title`) that are no asides, and stand before the third paragraph, however short
        paragraphs are."""
        head = self._markup.near_title(before, after)
        if not self._own_elements():
            return head
        start = max(0, self._title_at - before)
        places = {id(mark): place for place, mark in enumerate(self._marks[start : self._title_at + after + 1], start)}
        own: list[Mark] = []
        prose = 0
        for mark in head:
            place = places.get(id(mark), -1)
            prose += place > self._title_at and mark.tag == "p" and len(mark.text) >= 60 and mark.text[-1] in '.!?"”'
            is_after = prose >= 3 and place > self._title_at
            if not is_after and (place < 0 or not self.holds(place, in_head=True)):
                own.append(mark)
        return own

    def lists(self, line: str) -> bool:
        """Return whether a line of the text, as it is printed, is one of a book's data."""
        place = next((place for place, mark in enumerate(self._marks) if mark.text == line), None) if ":" in line else None
        return place is not None and self._is_listed(place)

    def is_beside_text(self, mark: Mark) -> bool:
        """Return whether a block stands in one container with the article's text."""
        return mark.element.getparent() in self._own_elements()

    def _own_elements(self) -> set[_Element]:
        """All elements around the headline and around the first paragraphs."""
        if self._body is None:
            self._body = set(self._marks[self._title_at].element.iterancestors())
            texts = list(islice(filter(is_text, self._marks[self._title_at + 1 : self._title_at + 80]), 2))
            for rank, mark in enumerate(texts):
                above = set(mark.element.iterancestors()) - self._body
                if rank == 0 or not any(map(self._is_named, above)):  # not a teaser's
                    self._body |= above
            self._inner = texts[-1].element.getparent() if texts else None
        return self._body

    def _is_listed(self, place: int) -> bool:
        """Whether a line is one of a masthead or of a book's data; of the staff only where it does not stand beside the text."""
        away = not self.is_beside_text(self._marks[place])
        return any(_LISTED.match(text) or (away and _STAFF.match(text)) for text in self._beside(place))

    def _is_below_link(self, place: int) -> bool:
        """Whether a block stands below the linked headline of another article: inside its element, or beside it without a link."""
        mark, body = self._marks[place], self._own_elements()
        for above in self._marks[max(0, place - 2) : place]:
            if len(above.text) < 20 or above.element in body or not _is_linked(above):
                continue
            parent = above.element.getparent()
            if parent is not None and parent.tag == "a":
                parent = parent.getparent()
            beside = parent not in body and parent is mark.element.getparent() and not _is_linked(mark)
            inside = above.element not in body and above.element in (mark.element, *islice(mark.element.iterancestors(), 2))
            if (beside or inside) and _is_headline(above.text):
                return True
        return False

    def _is_near(self, place: int) -> bool:
        """Whether a block below the headline stands among the paragraphs, or not far below them."""
        if self._inner is None or place <= self._title_at + _FAR:
            return True
        return any(mark.element.getparent() is self._inner for mark in self._marks[place : place - _FAR : -1])

    def _is_named(self, element: _Element, in_head: bool = True) -> bool:
        known = self._named.get((element, in_head))
        if known is None:
            words = words_of(element)
            known = bool(words) and (_ASIDE.search(words) is not None or (not in_head and _SIDE.search(words) is not None))
            self._named[element, in_head] = known
        return known

    def _beside(self, place: int) -> Iterator[str]:
        """The short lines around a block that stand in one list with it."""
        around = self._marks[place].element, self._marks[place].element.getparent()
        for mark in self._marks[max(0, place - _NEAR) : place + _NEAR + 1]:
            if len(mark.text) <= 80 and (mark.element is around[0] or mark.element.getparent() is around[1]):
                yield mark.text


def _words(element: _Element) -> int:
    return sum(len(str(text).split()) for text in element.itertext())


def _is_linked(mark: Mark) -> bool:
    for _, element in mark.nodes:
        above = element.getparent()
        if element.tag == "a" or (above is not None and above.tag == "a"):
            return True
    return False


def _is_headline(text: str) -> bool:
    """Whether a linked text can be the headline of another article: four words or more, no name and no prompt to read on."""
    return len(text.split()) >= 4 and not (_PROMPT.match(text) or looks_like_name(text) or credit_of(text))
