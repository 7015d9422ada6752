"""Fallbacks: other ways to a body, for pages on which the reading of blocks found none or one it is not sure of.

The page's own JSON-LD may hold the text; trafilatura may find what our reading missed. Both give lines like any other body.
"""

import html
import re
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree
from lxml import html as lxml_html

from tasks.steps.lines import Line, fold
from tasks.steps.text_glue import unglue

MIN_CHARS = 200
MAX_DEPTH = 200  # trafilatura recurses; a page nested deeper is no template of a newsroom
MAX_CHARS = (
    1_500_000  # of markup; the largest of 1,000 news pages had 0.6 million, and trafilatura's time grows faster than its input
)
PARAGRAPH = re.compile(r"\r?\n|\v\s*\v")  # one <br> is a space
BLOCKS = ["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td"]
KINDS = {"head": "h", "item": "li", "quote": "quote", "cell": "cell", "code": "pre"}


def declared_lines(article: dict[str, Any]) -> list[Line]:
    """Return the lines of the text that the page's JSON-LD article gives as `articleBody`; none when it is short or missing."""
    text = article.get("articleBody") or article.get("text")
    if not isinstance(text, str) or len(text) < MIN_CHARS:
        return []
    if "&lt;" in text or "&#60;" in text:
        text = html.unescape(text)
    rows = filter(None, map(fold, PARAGRAPH.split(printed(text) if "<" in text else html.unescape(text))))
    parts = (part for row in rows for part in unglue(row))
    return [Line(part, "p", number) for number, part in enumerate(parts, 1)]


def printed(fragment: str) -> str:
    """Return the text of a fragment of HTML, one block a line; BeautifulSoup reads what newsrooms paste into JSON, closed or not."""
    soup = BeautifulSoup(fragment, "lxml")
    for line_break in soup("br"):
        line_break.replace_with("\v")
    for block in soup(BLOCKS):
        block.insert_before("\n")
        block.append("\n")
    return soup.get_text()


def library_lines(tree: Any, depth: int) -> list[Line]:
    """Return the lines that trafilatura (favor_precision) finds on the page; none when it finds none or the page is nested too deep.

    Works on a copy: trafilatura takes the tree it is given apart.
    """
    if depth > MAX_DEPTH:
        return []
    from trafilatura.core import bare_extraction  # a second of imports that most batches never need

    text = etree.tostring(tree, encoding="unicode", method="html")
    if len(text) > MAX_CHARS:
        return []
    page = lxml_html.fromstring(text)
    found = bare_extraction(page, favor_precision=True, with_metadata=False, include_comments=False)
    body = getattr(found, "body", None)
    if body is None:
        return []
    lines: list[Line] = []
    for element in body.iter("p", "head", "item", "quote", "cell", "code"):
        if any(child.tag in ("p", "item", "cell") for child in element):
            continue
        text = fold("".join(element.itertext()))
        if text:
            lines.append(Line(text, KINDS.get(element.tag, "p"), len(lines) + 1))
    return lines
