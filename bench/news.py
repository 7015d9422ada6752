"""Invented news of realistic volume and shape, with its stories known: what bench/stories.py measures on.

Words follow Zipf's law; articles have leads, quotes, figures, names and furniture. Of a day's articles some are copied (as they
are, with typography changed, with paragraphs added and moved, first page only, half reworded), some are daily reports from
templates with that day's figures, some are follow-ups that quote an earlier story as background, some are live updates, and
outlets print long footers. The same seed gives the same news. No sentence here is from any outlet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np

PLACES = [
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "utama",
    "kota",
    "desa",
    "laut",
    "bukit",
    "timur",
    "barat",
    "pagi",
]
OUTLETS = [f"kabar{place}.example" for place in PLACES]
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ADDED = ("Baca juga: {title}", "Lihat juga {title}", "BACA JUGA: {title}")
INTROS = ("Kabar mengenai {title} ramai dibicarakan.", "Berikut informasi terbaru tentang {title} yang dihimpun redaksi.")


@dataclass
class Item:
    """One article, and the story it tells: `kind` src, copy, tmpl, follow, live or bg; `grade` 0 to 5 of a copy, else -1."""

    url: str
    outlet: str
    title: str
    text: str
    published_at: datetime
    story: int
    kind: str
    grade: int = -1


@dataclass
class Newsroom:
    """Writes news; `seed` fixes every word."""

    seed: int = 0
    words: int = 60_000
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.vocabulary = self._vocabulary(self.words)
        self.names = [word.capitalize() for word in self._vocabulary(min(self.words, 8_000))]
        rank = np.arange(1, self.words + 1)
        self.odds = np.cumsum(1 / (rank + 2.7))
        self.odds /= self.odds[-1]
        self.other_word = dict(pairwise(self.vocabulary))
        self.templates = [self.article(9)[1] for _ in range(40)]
        self.footers = {outlet: " ".join(self.sentence() for _ in range(6)) for outlet in OUTLETS}
        self.number, self.story = 0, 0

    def _vocabulary(self, size: int) -> list[str]:
        """Return words of two to four syllables of the shapes Indonesian has."""
        heads, vowels, tails = "bcdghjklmnprstwy", "aeiou", ["", "", "n", "ng", "r", "s", "k", "t", "l", "h"]
        found: dict[str, None] = {}
        while len(found) < size:
            parts = self.rng.integers(0, [len(heads), len(vowels), len(tails)], (4, 3))
            count = self.rng.integers(2, 5)
            found[
                "".join(heads[a] + vowels[b] + (tails[c] if n == count - 1 else "") for n, (a, b, c) in enumerate(parts[:count]))
            ] = None
        return list(found)

    def sentence(self, pool: np.ndarray | None = None) -> str:
        """Return one sentence of 8 to 22 words, with a name or a figure here and there; `pool` narrows the words to a topic."""
        length = int(self.rng.integers(8, 23))
        ranks = np.searchsorted(self.odds, self.rng.random(length))
        words = [self.vocabulary[r] for r in ranks]
        for place in np.flatnonzero(self.rng.random(length) < 0.13):
            words[place] = self.names[int(self.rng.integers(0, len(self.names)) if pool is None else self.rng.choice(pool))]
        for place in np.flatnonzero(self.rng.random(length) < 0.03):
            words[place] = str(self.rng.integers(2, 990))
        words[0] = words[0].capitalize()
        text = " ".join(words)
        return (
            f'"{text}," kata {self.names[int(self.rng.integers(0, len(self.names)))]}.'
            if self.rng.random() < 0.15
            else text + "."
        )

    def article(self, sentences: int | None = None) -> tuple[str, list[str]]:
        """Return a headline and sentences; an article keeps to a dozen names of its own."""
        pool = self.rng.integers(0, len(self.names), 12)
        count = sentences or int(self.rng.integers(8, 32))
        return self.sentence(pool).rstrip(".").replace('"', "")[:70], [self.sentence(pool) for _ in range(count)]

    def day(self, day: date, articles: int) -> Iterator[Item]:
        """Yield about `articles` articles of one day; a copy may fall on the two days after it."""
        left = articles
        old: list[tuple[str, list[str], int]] = []
        for number in range(min(len(self.templates), articles // 25)):
            yield from self._template(number, day)
            left -= 1
        while left > 0:
            title, sentences = self.article()
            self.story += 1
            story, copied = self.story, self.rng.random() < 0.12
            yield self._item(title, sentences, day, story, "src" if copied else "bg")
            left -= 1
            old.append((title, sentences, story))
            for _ in range(int(self.rng.integers(1, 5)) if copied else 0):
                yield self._copy(title, sentences, day, story)
                left -= 1
            if self.rng.random() < 0.04:
                yield self._follow(old[int(self.rng.integers(0, len(old)))], day)
                left -= 1

    def _item(
        self, title: str, sentences: list[str], day: date, story: int, kind: str, grade: int = -1, outlet: str = ""
    ) -> Item:
        outlet = outlet or OUTLETS[int(self.rng.integers(0, len(OUTLETS)))]
        self.number += 1
        cuts = [0, *sorted(self.rng.integers(1, max(2, len(sentences)), len(sentences) // 2).tolist()), len(sentences)]
        text = "\n\n".join(" ".join(sentences[a:b]) for a, b in pairwise(cuts) if a < b)
        if kind in ("src", "bg") and self.rng.random() < 0.2:
            text += "\n\n" + self.footers[outlet]
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=int(self.rng.integers(0, 1000)))
        return Item(f"https://{outlet}/{self.number}", outlet, title, text, at, story, kind, grade)

    def _template(self, number: int, day: date) -> Iterator[Item]:
        """Yield that day's report: the same sentences, every second one with the day and two figures of its own."""
        self.story += 1
        facts = [f"{DAYS[day.weekday()]} ({day.day}/{day.month}) naik ke Rp{n}" for n in self.rng.integers(1000, 9000, 9)]
        told = enumerate(zip(self.templates[number], facts, strict=True))
        sentences = [f"{sentence.rstrip('.')} pada {fact}." if n % 2 == 0 else sentence for n, (sentence, fact) in told]
        yield self._item(f"Harga komoditas {number}", sentences, day, self.story, "tmpl", outlet=OUTLETS[number % len(OUTLETS)])

    def _copy(self, title: str, sentences: list[str], day: date, story: int) -> Item:
        grade = int(self.rng.integers(0, 6))
        kept = list(sentences)
        if grade == 1:
            kept = [s.replace('"', "“") for s in kept]
            kept.insert(int(self.rng.integers(1, len(kept))), self._furniture())
        elif grade in (2, 3):
            kept = [self._reworded(s, 0.04 * grade) for s in kept]
            for _ in range(grade):
                kept.insert(int(self.rng.integers(2, len(kept))), self._furniture())
            if grade == 3:
                place = int(self.rng.integers(1, len(kept) - 1))
                kept[place], kept[place + 1] = kept[place + 1], kept[place]
                kept += [self.sentence() for _ in range(len(kept) // 4)]
        elif grade == 4:
            kept = [*kept[: max(4, len(kept) // 3)], "Halaman: 1 2 3 Selanjutnya"]
        elif grade == 5:
            kept = [self._reworded(s, 0.14) for n, s in enumerate(kept) if n < 2 or self.rng.random() < 0.75]
            kept += [self.sentence() for _ in range(len(kept) // 5)]
        if grade >= 3 and self.rng.random() < 0.6:
            kept.insert(0, INTROS[int(self.rng.integers(0, 2))].format(title=title))
        later = day + timedelta(days=int(self.rng.choice(3, p=[0.7, 0.2, 0.1])))
        return self._item(title, kept, later, story, "copy", grade)

    def _reworded(self, sentence: str, share: float) -> str:
        words = sentence.split(" ")
        chance = self.rng.random(len(words))
        return " ".join(self.other_word.get(w, w) if c < share else w for w, c in zip(words, chance, strict=True))

    def _furniture(self) -> str:
        return ADDED[int(self.rng.integers(0, 3))].format(title=self.sentence().rstrip(".")[:60])

    def _follow(self, old: tuple[str, list[str], int], day: date) -> Item:
        """Return a later report with news of its own that quotes the beginning of an earlier one as background."""
        title, news = self.article(int(self.rng.integers(6, 14)))
        self.story += 1
        return self._item(
            title, [*news, "Diberitakan sebelumnya, " + old[1][0], *old[1][1:5]], day + timedelta(days=1), self.story, "follow"
        )
