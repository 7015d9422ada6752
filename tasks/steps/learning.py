"""Learning: which of the lines that repeat on an outlet's pages are its furniture. A conjunction of evidence; in doubt a line is not learned.

Furniture is what stands under news that have nothing in common. What repeats and is reporting (a background paragraph used again, a
template of prices, a series) stands under headlines that share their words; a stock phrase speaks to nobody and of nothing but the
news. The figures were chosen on a labelled set and are written down in docs/cleaning.md.
"""

import pyarrow as pa
import pyarrow.compute as pc

LEAST = 6  # headlines under which a line stands before anything is learned
LEAST_SENTENCE = 10  # of a sentence, or what is as long
LEAST_MUTE = 24  # of a label against which only its place speaks, or only a word that reporting has as well
MOST_SHARED = 1 / 3  # share of the headlines that have one word in common
MOST_KIN = 0.5  # share of the articles in which a name in the line stands elsewhere too
MOST_KIN_MUTE = 0.2
MOST = 0.8  # share of the articles in which a sign is there
DAYS = 2  # days on which it stands, or twice the headlines


def judged_lines(told: pa.Table) -> pa.Table:
    """Return the rows of `told` that are furniture.

    A row is a line of one outlet with how many headlines it stands under (`support`), on how many `days` (NULL where most have none),
    the `shared` share of headlines that have one word in common, and in how many of them it has each sign: edge, link, reader, promo,
    own, calls (reader with promo or own), kin, sentence.
    """
    support = pc.cast(told["support"], pa.float64())
    share = {
        name: pc.divide(told[name], support) for name in ("edge", "link", "reader", "promo", "own", "calls", "kin", "sentence")
    }
    often = {name: pc.greater_equal(values, MOST) for name, values in share.items()}
    sentence = pc.greater(told["sentence"], 0)
    places = pc.greater_equal(share["edge"], 0.5)
    speaks = either(often["promo"], often["reader"])
    label = either(often["link"], often["calls"], both(either(speaks, often["own"]), often["edge"]))
    mute = both(either(often["edge"], speaks), pc.greater_equal(support, LEAST_MUTE), pc.less_equal(share["kin"], MOST_KIN_MUTE))
    calling = either(often["link"], both(often["calls"], places))
    signed = pc.if_else(sentence, calling, either(label, mute))
    least = pc.if_else(pc.less(told["days"], DAYS), 2 * LEAST, LEAST)
    least = pc.if_else(both(sentence, pc.less(told["days"], DAYS)), 2 * LEAST_SENTENCE, least)
    enough = both(
        pc.greater_equal(support, least), pc.less_equal(told["shared"], MOST_SHARED), pc.less_equal(share["kin"], MOST_KIN)
    )
    return told.filter(both(signed, enough))


def both(first: pa.Array, *others: pa.Array) -> pa.Array:
    """Return where all of these hold."""
    for other in others:
        first = pc.and_(first, other)
    return first


def either(first: pa.Array, *others: pa.Array) -> pa.Array:
    """Return where any of these holds."""
    for other in others:
        first = pc.or_(first, other)
    return first
