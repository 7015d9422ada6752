"""Learned furniture is cut: the lines that an outlet's pages taught, after all that people wrote down has been read and cut."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seeds.rules import Rules
from tasks.steps.layer import Layer, strip_layer
from tasks.steps.learned import shape_of
from tasks.steps.lines import Cut
from tasks.steps.sightings import EDGE, SPEAKS, signs_of

RULE = "learned"


def strip_learned(
    layer: Layer,
    learned: Mapping[str, int],
    seen: Mapping[str, int],
    title: str | None,
    subtitle: str | None,
    rules: Rules,
    outlet: str | None,
    sites: Sequence[str],
) -> Layer:
    """Return `layer` without the lines whose shape was `learned` of its outlet and `seen` on the page, and without what they hid; `layer` stays.

    Only a line that has a sign of furniture on this page goes. What was read before stays: dates, site and dateline of a page are the
    same whatever was learned.
    """
    shapes = learned.keys() & seen.keys()
    lines, cuts = layer.lines, list(layer.cuts)
    while True:
        signs = signs_of(lines, sites) if shapes else []
        gone = [
            at
            for at, told in enumerate(signs)
            if told is not None and told & (SPEAKS | EDGE) and shape_of(lines[at].text) in shapes
        ]
        if not gone:
            break
        cuts += [Cut(lines[at].number, lines[at].text, RULE) for at in gone]
        kept = [line for at, line in enumerate(lines) if at not in set(gone)]
        again = strip_layer(kept, [], title, subtitle, rules, outlet, sites)
        lines, cuts = again.lines, cuts + again.cuts
        layer = replace(
            layer,
            citation=layer.citation or again.citation,
            agency=layer.agency or again.agency,
            credits=[*layer.credits, *again.credits],
            initials=list(dict.fromkeys([*layer.initials, *again.initials])),
        )
    return replace(layer, lines=lines, cuts=sorted(cuts, key=lambda cut: cut.line))
