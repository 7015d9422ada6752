"""Labels of text lines: what each line of a text page is by itself, before its place on the page is looked at.

`date`, `credit`, `pager`, `wire` ("(Antara)", "Reuters"), `photo`, `crumbs`, `dateline`; `published`, `chrome`, `section` and `tail` from
seeds/text_words.toml; `furniture` (cut whole by a rule of seeds/furniture.toml); and for the rest `sentence` or `short`.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from seeds.rules import Rules
from seeds.words import Words
from tasks.steps.agencies import closing_agency
from tasks.steps.creditlines import Credit, credit_of
from tasks.steps.dates import line_witness
from tasks.steps.furniture import look_at, strip_lines
from tasks.steps.hints import as_credit, dateline_of
from tasks.steps.lines import Line
from tasks.steps.partial import is_pager
from tasks.steps.shapes import capital_share, count_words, is_one_sentence, is_photo_credit, is_prose, is_sentence
from tasks.steps.text_lines import TextLines

EMPTY = Credit()
SHORT = 160  # no date line, credit or button is longer
MENU = ("chrome", "section", "tail", "crumbs", "outside")
MENU_LINES = 8  # so many of them make a page a dump
LINKED = 0.8  # this share of a line in links makes it a link
CRUMBS = re.compile(
    r"[\w-]+\.(?:com|co\.id|id|net|tv)(?: [A-Z][\w&-]*){0,4}"  # Kompas.com Global Internasional
    r"|(?:[^>»›/|]{2,30}\s?[>»›]\s?){1,5}[^>»›|]{2,120}|(?:[^>»›/|]{2,20}\s/\s){1,4}[^>»›/|]{2,20}"  # Home > News, HOME / NEWS
)


@dataclass(frozen=True)
class Labelled:
    """A text page whose lines have labels: `labels[i]` of `lines[i]`; `furniture` names the rule for each such line; see TextLines."""

    lines: list[Line]
    labels: list[str]
    furniture: dict[int, str]
    counts: Counter[str]  # how often each text stands on the page
    glued: frozenset[int]
    is_spaced: bool
    title: int | None = None  # where the headline stands, once the region of the article was found

    @property
    def is_dump(self) -> bool:
        """Whether menus, buttons and heads of related articles stand on the page: a short line below the article is one of those, then."""
        return sum(label in MENU for label in self.labels) >= MENU_LINES

    def is_at(self, index: int, *labels: str) -> bool:
        """Whether a line stands at `index` and has one of `labels`."""
        return 0 <= index < len(self.lines) and self.labels[index] in labels

    def text(self, index: int) -> str:
        """Return the text of the line at `index`, "" outside the page."""
        return self.lines[index].text if 0 <= index < len(self.lines) else ""


def label_lines(page: TextLines, rules: Rules, words: Words, outlet: str | None) -> Labelled:
    """Return the lines of `page` with a label each; `furniture` are those that a rule cuts for what they say themselves."""
    kept, cuts = strip_lines(page.lines, rules, outlet)
    left = {line.number: line.text for line in kept}
    ours = rules.of(outlet)
    labels = [
        "furniture" if line.number in page.rules else label_line(line, words, left.get(line.number), ours) for line in page.lines
    ]
    return Labelled(
        page.lines,
        labels,
        {cut.line: cut.rule for cut in cuts} | dict(page.rules),
        Counter(line.text for line in page.lines),
        page.glued,
        page.is_spaced,
    )


def label_line(line: Line, words: Words, left: str | None, rules: Rules) -> str:
    """Return the label of `line`; one that is a link as a whole is no sentence of the article, whatever its shape."""
    label = label_of(line.text, words, left, says_furniture(line.text, rules))
    return "short" if label == "sentence" and line.link_chars >= LINKED * len(line.text) else label


def says_furniture(text: str, rules: Rules) -> bool:
    """Whether the line is furniture by its own words, and not only because it stands below a head that is."""
    look = look_at(text, rules)
    return not any(map(str.isalnum, look.bare)) or any(rule.fits(look.bare) for rule in look.whole)


def label_of(text: str, words: Words, left: str | None, is_furniture: bool) -> str:
    """Return the label of the one line `text`; `left` is what the furniture rules leave of it on its page, None when they cut it whole."""
    if is_code(text):
        return "chrome"
    is_cut = left is None and is_furniture
    label = short_label(text, words, is_cut) if len(text) <= SHORT else None
    if label is not None or is_cut:
        return label or "furniture"
    text = left or text
    if begins_report(text):
        return "dateline"
    return "sentence" if is_sentence(text) or is_prose(text) or is_short_sentence(text) else "short"


def is_code(text: str) -> bool:
    """Whether the line is a script or a style sheet that a dumper took for text."""
    return (
        len(text) >= 40
        and sum(map(text.count, "{};=<>()|&")) >= 0.08 * len(text)
        and any(sign in text for sign in ("{", "=", "</"))
    )


def short_label(text: str, words: Words, is_cut: bool) -> str | None:
    """Return the label of a short line by what it says, None when it says nothing special; a credit counts before a section."""
    if line_witness(text) is not None and not is_sentence(text):
        return "date"
    word = next((label for label, pattern in words.items() if pattern.fullmatch(text)), None)
    if word == "published":
        return word
    return credit_label(text, is_cut) or word or next((label for label, says in SAYS if says(text)), None)


def credit_label(text: str, is_cut: bool) -> str | None:
    """Return "credit", "photo" for the credit of a photo alone, None for a line that credits nobody or is cut as furniture and names nobody."""
    credit = credit_of(as_credit(text))
    if credit is None or (credit == EMPTY and is_cut):
        return None
    return "photo" if credit.photo and credit == Credit(photo=credit.photo) else "credit"


def begins_report(text: str) -> bool:
    """Whether `text` starts with a dateline; what stands after a bare city must be prose then, for headlines begin so too ("AS: Kim akan ...")."""
    dateline = dateline_of(text)
    if dateline.rest == text:
        return False
    rest = dateline.rest
    sure = dateline.city and (dateline.site or dateline.agency)
    if sure or not rest or is_sentence(rest) or is_prose(rest) or not is_one_sentence(rest):
        return True
    return count_words(rest) >= 10 and capital_share(rest) < 0.5


def is_short_sentence(text: str) -> bool:
    """Whether `text` is three or four words that begin as a sentence or go on with one, and end in a full stop ("Ia tak datang.")."""
    return text.endswith((".", '."', ".”")) and count_words(text) >= 3 and capital_share(text) < 0.7


def is_crumbs(text: str) -> bool:
    """Whether `text` is a breadcrumb: `Home > News > Internasional`."""
    return CRUMBS.fullmatch(text) is not None and not is_sentence(text)


def is_wire(text: str) -> bool:
    """Whether `text` is nothing but a wire: `(Antara)`, `Reuters`."""
    return not closing_agency(text)[0]


SAYS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("pager", is_pager),
    ("wire", is_wire),
    ("photo", is_photo_credit),
    ("crumbs", is_crumbs),
)
