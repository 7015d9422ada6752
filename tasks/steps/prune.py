"""Prune: nodes around and inside the body that cannot be reporting, by their names and figures, and captions by their place."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Set

from seeds.rules import is_headline
from tasks.steps.blocks import Node, Reading
from tasks.steps.figures import Sums, container_of
from tasks.steps.nodenames import Hint

DATELINE = re.compile(r"[A-Z][\w.,/()'’ -]{1,60}? ?(?:--|[-–—])(?: |$)")
MAX_CAPTION_LINES, MAX_CAPTION = 3, 400
MAX_BOX_LINES, MAX_BOX, LONG_LINE = 8, 500, 160
HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
LINK_TAGS = HEADINGS | {"p"}
LABEL = re.compile(
    r"(?!(?i:sumber|source|dokumen|referensi|penulis|foto|oleh|baca|simak|lihat|tonton|saksikan|read|also))"
    r"[A-Z][\w'’]*(?: [\w'’]+){0,3} ?(?:[:»|]|>{1,3}|–|-)"
)
LOCAL = re.compile(r"/(?!/)[\w%.-]+/")
WORDS = re.compile(r"\w+")
BOX_TAGS = frozenset(("div", "section", "aside", "fieldset", "p"))
# The link of a box that asks the reader for something; a real <button> or field says the same without words.
ASKS = re.compile(
    r"(?i)(?:view more newsletters?|(?:mulai|ikuti|kerjakan|main(?:kan)?) (?:kuis\w*|chat)|kirim(?: (?:jawaban|suara|pilihan|pertanyaan))?|"
    r"lihat hasil|vote|aktifkan|izinkan|nanti saja|pilih paket|isi survei|(?:cek|pesan|beli) sekarang|laporkan|"
    r"(?:berlangganan|langganan|subscribe|daftar|gabung|unduh|download|install|follow|ikuti|masuk|login|donasi|donate|chat)"
    r"(?: (?:sekarang|gratis|now|di sini|aplikasi|channel))?)\W{0,3}"
)
MORE = re.compile(r"(?i)(?:(?:baca |lihat )?selengkapnya|read more)\W{0,3}")
LITTLE = 120  # characters of prose in the teaser of one other article


def mark_furniture(reading: Reading, sums: Sums, best: int, prune: Set[int]) -> None:
    """Give the blocks of nodes that cannot be reporting the rule of the name that says so; nodes around `best` are spared."""
    around = set()
    at = best
    while at >= 0:
        around.add(at)
        at = reading.nodes[at].parent
    whole = sums.prose[reading.nodes[best].end] - sums.prose[reading.nodes[best].first]
    done = 0
    for index, node in enumerate(reading.nodes):
        if index in around or node.end <= max(done, node.first):
            continue
        if index in prune:
            rule = "layout"
        elif node.hint is not None and node.hint.strength != "body" and is_furniture(reading, sums, node, node.hint, whole):
            rule = node.hint.rule
        elif is_teaser_box(reading, sums, node, whole) or is_linked_headline(reading, sums, index, best):
            rule = "link-list"
        elif is_prompt_box(reading, sums, node, whole):
            rule = "prompt"
        else:
            continue
        for block in reading.blocks[node.first : node.end]:
            block.rule = block.rule or rule
        done = node.end


def mark_lists(reading: Reading, sums: Sums) -> None:
    """Mark the nodes that hold three headlines or more that are links, and no paragraph: boxes of other articles, whatever their names."""
    done = 0
    for node in reading.nodes:
        if node.end <= max(done, node.first) or sums.paragraphs[node.end] > sums.paragraphs[node.first]:
            continue
        if sums.headlines[node.end] - sums.headlines[node.first] >= 3 and sums.prose[node.end] == sums.prose[node.first]:
            for block in reading.blocks[node.first : node.end]:
                block.rule = block.rule or "link-list"
            done = node.end


def is_furniture(reading: Reading, sums: Sums, node: Node, hint: Hint, whole: int) -> bool:
    """Whether a node whose name hints at furniture is furniture by its figures as well; `whole` is the prose of the body."""
    first, end = node.first, node.end
    chars, links = sums.chars[end] - sums.chars[first], sums.links[end] - sums.links[first]
    prose = sums.prose[end] - sums.prose[first]
    strength = hint.strength
    if strength == "strong":
        return hint.rule == "comments" or prose < whole * 0.5 or links > chars * 0.3
    if strength == "caption":
        data = sum(block.kind == "quote" or (block.kind == "cell" and block.tag == "tr") for block in reading.blocks[first:end])
        return prose <= whole * 0.4 and chars <= 800 and not data
    if links >= chars * 0.5:
        return prose <= whole * 0.3
    return (
        prose == 0 and chars <= 400 and not any(block.kind in ("h", "li", "quote", "cell") for block in reading.blocks[first:end])
    )


def is_teaser_box(reading: Reading, sums: Sums, node: Node, whole: int) -> bool:
    """Whether a node, whatever its name, lists other articles: three headlines that are links, or more, and paragraphs only below them."""
    headlines = sums.headlines[node.end] - sums.headlines[node.first]
    paragraphs = sums.paragraphs[node.end] - sums.paragraphs[node.first]
    if headlines < 3 or headlines < paragraphs or sums.prose[node.end] - sums.prose[node.first] > whole * 0.5:
        return False
    below = (i for i in range(node.first, node.end) if sums.paragraphs[i + 1] > sums.paragraphs[i])
    return all(sums.headlines[i] > sums.headlines[max(node.first, i - 3)] for i in below)


def is_linked_headline(reading: Reading, sums: Sums, index: int, best: int) -> bool:
    """Whether a heading below the first paragraph of the body is the headline of another article of the site: linked from end to end, five
    words, and its address is on the same host or has half of its words. A heading that links elsewhere is the article's own.

    So is a paragraph whose link has a label before it, whatever that says ("Promosi: ...", "Related news: ...").
    """
    node, body = reading.nodes[index], reading.nodes[best]
    if node.tag not in LINK_TAGS or node.end != node.first + 1 or not body.first < node.first < body.end:
        return False
    block = reading.blocks[node.first]
    if len(block.links) != 1 or sums.prose[node.first] == sums.prose[body.first]:
        return False
    (start, end), is_heading = block.links[0], node.tag in HEADINGS
    label = block.text[:start].strip()
    is_linked = end == len(block.text) and (not label if is_heading else LABEL.fullmatch(label) is not None)
    if not is_linked or block.text.count(" ", start) < 4 or block.text[0].isdigit() or not is_headline(block.text[start:]):
        return False
    link = next((one for one in (node.element.getparent(), *node.element.iter("a")) if one is not None and one.tag == "a"), None)
    address = (link.get("href") or "").lower() if link is not None else ""
    words = {word for word in WORDS.findall(block.text.lower()) if len(word) >= 4}
    return LOCAL.match(address) is not None or sum(word in address for word in words) >= max(2, len(words) / 2)


def is_prompt_box(reading: Reading, sums: Sums, node: Node, whole: int) -> bool:
    """Whether a small node, whatever its name, asks the reader for something: fields to fill in (a poll, an address), or a link that says so."""
    count, chars = node.end - node.first, sums.chars[node.end] - sums.chars[node.first]
    if (
        node.tag not in BOX_TAGS
        or not 1 <= count <= MAX_BOX_LINES
        or chars > min(MAX_BOX if count > 1 else LONG_LINE, 0.5 * whole)
    ):
        return False
    links = (block.text[start:] for block in reading.blocks[node.first : node.end] for start, _ in block.links[-1:])
    last = [text for text in links if len(text) <= 40]
    if node.tag == "p":
        return count == 1 and any(ASKS.fullmatch(text) and text[0].isupper() for text in last)
    if any(map(ASKS.fullmatch, last)):
        return True
    if count > 1 and sums.prose[node.end] - sums.prose[node.first] <= LITTLE and any(map(MORE.fullmatch, last)):
        return True
    return count > 1 and any(field.get("type") != "hidden" for field in node.element.iter("input", "textarea"))


def mark_captions(reading: Reading, first: int, end: int, whole: int, lead: str) -> None:
    """Mark the lines right below a picture that stand in another kind of container than the paragraphs do.

    Among the blocks `first` to `end`, whose prose is `whole`. At most three lines, short of 400 characters; a line that begins as
    articles begin stays.
    """
    nodes, blocks = reading.nodes, reading.blocks
    holders: Counter[int] = Counter()  # paragraphs of prose in each container
    weights: dict[tuple[str, str | None], int] = {}
    kinds: dict[int, tuple[str, str | None]] = {}
    for index in range(first, end):
        block = blocks[index]
        holder = container_of(nodes, block)
        holders[holder] += block.prose > 0
        node = nodes[holder]
        kinds[index] = (node.tag, node.element.get("class"))
        if block.rule is None:
            weights[kinds[index]] = weights.get(kinds[index], 0) + block.prose
    for image in reading.images[bisect_left(reading.images, first) :]:
        if image >= end:
            break
        for index in range(image, min(image + MAX_CAPTION_LINES, end)):
            block = blocks[index]
            if (
                weights.get(kinds[index], 0) >= 0.2 * whole
                or block.kind in ("h", "quote", "li", "cell")
                or len(block.text) > MAX_CAPTION
            ):
                break
            if begins_article(block.text, lead) or holders[container_of(nodes, block)] > 1:
                break
            block.rule = block.rule or "caption"


def begins_article(text: str, lead: str) -> bool:
    """Whether `text` begins with a dateline or with what the page's description begins with."""
    return DATELINE.match(text) is not None or bool(lead and text[: len(lead)].lower() == lead)
