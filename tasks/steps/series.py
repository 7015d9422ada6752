"""Series: daily reports of one outlet from one template, told apart by their numbers, dates and names."""

from collections.abc import Iterable


def series_of(pairs: Iterable[tuple[str, str]], known: dict[str, str]) -> dict[str, str]:
    """Return the series of every article in `pairs` that has none in `known`.

    `pairs` are the template links of one day, `known` the series of the look-back before it. Articles linked with each
    other get one series: the least series_id known among them, else the id of the least of them.
    """
    group: dict[str, str] = {}

    def root(article: str) -> str:
        while (parent := group.setdefault(article, article)) != article:
            group[article] = article = group[parent]
        return article

    for first, second in sorted(pairs):
        low, high = sorted((root(first), root(second)))
        group[high] = low
    least: dict[str, str] = {}
    for article in group:
        if article in known:
            place = root(article)
            least[place] = min(least.get(place, known[article]), known[article])
    return {article: least.get(root(article), root(article)) for article in sorted(group) if article not in known}
