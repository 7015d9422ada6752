"""The body of a page: its paragraphs as lines, what stood among them and was no reporting as cuts, and the route."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from seeds.rules import Rules, bare
from tasks.steps.blocks import Reader, Reading
from tasks.steps.documents import PageError
from tasks.steps.fallback import declared_lines, library_lines
from tasks.steps.figures import SHADED, is_headline_link
from tasks.steps.insides import cut_pointers, join_split, mark_head, mark_link_rows, mark_pull_quotes, mark_repeats, mark_title
from tasks.steps.layouts import NOWHERE, Selectors
from tasks.steps.lines import Cut, Line
from tasks.steps.marks import Markup
from tasks.steps.prune import DATELINE, mark_captions
from tasks.steps.regions import Clues, Place, Region, find_region
from tasks.steps.selectors import matching_nodes

LEAD_CHARS = 60
SURE_PROSE = 400  # characters of prose below the headline that need no second opinion
FEW_PROSE = 80  # fewer are no body unless the page says so itself


class Body(NamedTuple):
    """What `find_body` found: the lines in reading order, what was cut among them, and how it was found.

    `route`: "layout" (where the outlet's file says, or where its other pages have theirs), "blocks" (by our own reading), "declared"
    (the page's JSON-LD text) or "library" (trafilatura). `is_unsure`: what was learned of the outlet may make another body of the
    page; `other` is the one it makes, `selector` the learned place of it. `place`: where the body was found, when it needed no second
    opinion.
    """

    lines: list[Line]
    cuts: list[Cut]
    route: str
    is_unsure: bool = False
    other: "Body | None" = None
    selector: str | None = None
    place: Place | None = None


def find_body(tree: Any, markup: Markup, rules: Rules, written: Selectors = NOWHERE, learned: Sequence[str] = ()) -> Body:
    """Return the body of the page `tree`: lines numbered from 1 in the order of the page, furniture of lines still among them.

    What stood inside the body and was no reporting by name, place or shape is in the cuts, with the numbers of the same count.
    `learned` are selectors of bodies on other pages of the outlet; they are asked only about a body that is unsure.
    Raises PageError: "link-list" (an index of links), "no-text" (no paragraph found by any route). The tree stays as it is.
    """
    reading = Reader().read(tree)
    clues = clues_of(reading, markup, rules, written)
    region = find_region(reading, clues)
    declared = declared_lines(markup.article)
    own = region.prose if region else 0
    if declared and own < 0.5 * sum(len(line.text) for line in declared):
        return Body(declared, [], "declared")
    body = None
    if region is None or not (is_sure(region) or (region.node in clues.bodies and own >= FEW_PROSE)):
        lines = library_lines(tree, reading.depth)
        if is_better(lines, region):
            body = Body(lines, [], "library", True)
    if body is None:
        body = own_body(reading, region, clues)
    if body.is_unsure and learned:
        return body._replace(other=other_body(tree, reading, body, region, clues, learned))
    return body


def own_body(reading: Reading, region: Region | None, clues: Clues) -> Body:
    """Return the body that is the `region`; raises PageError when it is none. A sentence is enough where the outlet's file says the body is."""
    if region is None or not (is_body(reading, region) or (region.node in clues.bodies and region.prose)):
        raise refusal(reading)
    mark_captions(reading, region.first, region.end, region.prose, clues.lead)
    lines, cuts = take(reading, region)
    if region.node in clues.bodies:
        return Body(lines, cuts, "layout", place=(reading, region))
    return Body(lines, cuts, "blocks", not is_settled(region), place=(reading, region) if is_sure(region) else None)


def other_body(
    tree: Any, reading: Reading, body: Body, region: Region | None, clues: Clues, learned: Sequence[str]
) -> Body | None:
    """Return the body at the place of the page that `learned` means; None where there is none, or the body found is there or around it."""
    places = [(matching_nodes(reading.nodes, [selector]), selector) for selector in learned]
    nodes = {node: selector for found, selector in reversed(places) if len(found) == 1 for node in found}
    if region is not None and body.route == "blocks":
        nodes = {at: selector for at, selector in nodes.items() if is_apart(reading, at, region)}
    if not nodes:
        return None
    fresh = Reader().read(tree)  # the other one has its marks by now
    clues = clues._replace(learned=nodes.keys(), bodies=nodes.keys())
    region = find_region(fresh, clues)
    if region is None or region.node not in nodes or not is_body(fresh, region):
        return None
    return own_body(fresh, region, clues)._replace(selector=nodes[region.node])


def is_apart(reading: Reading, at: int, region: Region) -> bool:
    """Whether a node is not the region's own and, where the region is sure, shares no line with it."""
    node = reading.nodes[at]
    return at != region.node and not (is_sure(region) and node.first < region.end and region.first < node.end)


def clues_of(reading: Reading, markup: Markup, rules: Rules, written: Selectors) -> Clues:
    """Return what the page's metadata, the rules and the outlet's file say about where the body is."""
    headline = markup.article.get("headline")
    titles = [markup.meta("og:title", "twitter:title"), markup.page_title, headline if isinstance(headline, str) else None]
    lead = " ".join((markup.meta("og:description", "description") or "").lower().split())
    return Clues(
        [title for title in titles if title],
        lead[:LEAD_CHARS] if len(lead) >= LEAD_CHARS else "",
        tail_test(rules),
        matching_nodes(reading.nodes, written.body),
        matching_nodes(reading.nodes, written.prune),
    )


def tail_test(rules: Rules) -> Callable[[str], bool]:
    """Return whether a line is the head of a section below the body, by the rules of kind `tail`."""
    tails = [rule for rule in rules.whole if rule.kind == "tail"]

    def is_tail(text: str) -> bool:
        plain = bare(text)
        return any(rule.matches(plain) for rule in tails)

    return is_tail


def is_sure(region: Region) -> bool:
    """Whether the region needs no second opinion: enough prose below a headline, and no more of it elsewhere."""
    return region.prose >= SURE_PROSE and (region.title is not None or region.rest < region.prose)


def is_settled(region: Region) -> bool:
    """Whether nothing that is known of the outlet's other pages could find a better place: the region is sure, and nothing else is prose."""
    return is_sure(region) and region.rest < FEW_PROSE


def is_body(reading: Reading, region: Region) -> bool:
    """Whether the region is an article: some prose, neither in a corner of the page nor in a list of other articles."""
    return region.prose >= FEW_PROSE and not is_aside(region) and not is_index(reading, region)


def is_better(lines: Sequence[Line], region: Region | None) -> bool:
    """Whether the library's lines are to be taken: ours are hardly a paragraph, or lie above the headline, and theirs are an article."""
    prose = sum(len(line.text) for line in lines if len(line.text) >= 60)
    if region is None or region.prose < FEW_PROSE:
        return prose >= FEW_PROSE and len(lines) <= 400
    return region.title is None and prose > 2 * region.prose


def is_aside(region: Region) -> bool:
    """Whether the region is little prose in a footer, a sidebar or the like: what is left of a page without an article."""
    return region.shade < SHADED and region.prose < SURE_PROSE


def is_index(reading: Reading, region: Region) -> bool:
    """Whether the page lists other articles: nearly each of its paragraphs, four or more, stands right below a headline that is a link.

    The first one does too: an article begins with its own text, however many headlines stand between its paragraphs.
    """
    blocks = [block for block in reading.blocks[region.first : region.end] if block.rule is None]
    links = [is_headline_link(block) for block in blocks]
    paragraphs = [index for index, block in enumerate(blocks) if block.prose]
    teasers = [any(links[max(0, index - 2) : index]) for index in paragraphs]
    return sum(teasers) >= 4 and teasers[0] and sum(teasers) >= 0.7 * len(paragraphs)


def refusal(reading: Reading) -> PageError:
    """Return why the page has no body: a list of links, or no text."""
    chars = sum(len(block.text) for block in reading.blocks)
    links = sum(block.link_chars for block in reading.blocks)
    headlines = sum(map(is_headline_link, reading.blocks))
    if (chars > 200 and links > chars * 0.5) or headlines >= 5:
        return PageError(
            "link-list", f"{links} of {chars} characters are links, {headlines} of them headlines; an article was wanted"
        )
    return PageError("no-text", f"{chars} characters in {len(reading.blocks)} lines, no paragraph among them")


def take(reading: Reading, region: Region) -> tuple[list[Line], list[Cut]]:
    """Return the lines of `region`, and the cuts among them."""
    lines: list[Line] = []
    cuts: list[Cut] = []
    blocks = reading.blocks[region.first : region.end]
    mark_title(blocks, reading.blocks[region.title].text if region.title is not None else None)
    mark_head(blocks, region.prose, DATELINE.match)
    mark_link_rows(blocks)
    mark_pull_quotes(blocks)
    mark_repeats(blocks)
    for number, block in enumerate(join_split(blocks), 1):
        if block.rule:
            cuts.append(Cut(number, block.text, block.rule))
            continue
        if block.links and block.link_chars < 0.97 * len(block.text):
            cuts += cut_pointers(block, number)
        if block.text:
            lines.append(Line(block.text, block.kind, number, block.link_chars, block.bold_chars))
    return lines, cuts
