"""A warehouse of the size and shape of a real one, of invented words: what queries are measured on.

    python -m bench.generate DIR [--articles 1000000] [--days 365] [--outlets 100] [--nights]

Articles have about 2,500 characters of Zipf-distributed words; a third are copies of an article of the same day (whole,
cut short, or with another beginning), one in a hundred was fetched twice. Editions are written through `Warehouse.write`:
as `kliping compact` leaves them, or with `--nights` as 365 nights would, one small edition a day in each table.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse import tables
from warehouse.catalog import publish
from warehouse.compaction import ORDER
from warehouse.indexing import INDEXED, POSTINGS
from warehouse.store import EDITION, Manifest, Pack, Warehouse, with_editions
from warehouse.tables import COPIES, DRAFTS, MEMBERS, REJECTS, REMOVALS, REVISIONS, Table

FIRST_DAY = date(2025, 1, 1)
VOCABULARY = 60_000
FREQUENT = """
    yang dan di itu dengan untuk dari dalam tidak ini pada akan juga ke karena ada oleh saat sudah telah menjadi
    tersebut bisa kata orang lebih para harus mereka warga pemerintah indonesia jakarta presiden kepada masyarakat
    pihak anggota negara harga daerah kota polisi kasus dapat beras ekonomi pasar bank rupiah hukum partai
    pembangunan sekolah banjir gempa pertandingan pemain tim gol film lagu wisata kesehatan rumah sakit
"""
AGENCIES = ["Antara", "Reuters", "AFP", "AP", "Xinhua"]
SECTIONS = ["nasional", "ekonomi", "olahraga", "internasional", "hiburan", "teknologi"]
PLAIN, CAPITAL, STOP, PARAGRAPH = range(4)
Rows = dict[str, pa.Table]


def words_of_zipf(rng: np.random.Generator) -> list[str]:
    """Return distinct words, the most frequent first: real ones at the head, then made of Indonesian syllables and affixes."""
    syllables = [
        a + b + c
        for a in ["b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y"]
        for b in "aiueo"
        for c in ("", "n", "r", "ng", "s")
    ]
    words = dict.fromkeys(FREQUENT.split())
    while len(words) < VOCABULARY:
        root = "".join(rng.choice(syllables, size=rng.integers(2, 4)))
        prefix, suffix = (
            rng.choice(["", "", "", "me", "ber", "di", "pe", "ter"]),
            rng.choice(["", "", "", "kan", "an", "nya", "i"]),
        )
        words[f"{prefix}{root}{suffix}"] = None
    return list(words)


class World:
    """Draws days of articles; the same seed draws the same ones."""

    def __init__(self, outlets: int, seed: int = 1) -> None:
        self.rng = np.random.default_rng(seed)
        words = words_of_zipf(self.rng)
        forms = [form for w in words for form in (f"{w} ", f"{w.capitalize()} ", f"{w}. ", f"{w}.\n\n")]
        self.tokens = pa.array(forms)
        share = 1 / np.arange(1, VOCABULARY + 1) ** 1.0
        self.cumulated = np.cumsum(share / share.sum())
        self.outlets = pa.array([f"outlet{n:03}.co.id" for n in range(outlets)])
        weight = 1 / np.arange(1, outlets + 1) ** 0.6
        self.weights = weight / weight.sum()

    def ids(self, count: int) -> pa.Array:
        """Return `count` ids of 24 hex digits."""
        text = self.rng.bytes(12 * count).hex().encode()
        return pa.StringArray.from_buffers(
            count, pa.py_buffer(np.arange(0, 24 * count + 1, 24, dtype=np.int32)), pa.py_buffer(text)
        )

    def some(self, values: list[str], count: int, filled: float) -> pa.Array:
        """Return `count` of `values`, a share of them NULL."""
        return pa.array(values).take(pa.array(self.rng.integers(0, len(values), count), mask=self.rng.random(count) > filled))

    def codes(self, lengths: np.ndarray) -> np.ndarray:
        """Return the token numbers of texts of these lengths, one after the other."""
        word = np.minimum(np.searchsorted(self.cumulated, self.rng.random(lengths.sum())), VOCABULARY - 1)
        form = np.where(self.rng.random(len(word)) < 1 / 16, STOP, PLAIN)
        form[(form == STOP) & (self.rng.random(len(word)) < 1 / 3)] = PARAGRAPH
        starts = np.concatenate(([True], form[:-1] >= STOP))
        form[starts & (form == PLAIN)] = CAPITAL
        return word * 4 + form

    def joined(self, codes: np.ndarray, ends: np.ndarray) -> pa.Array:
        """Return one string for each run of tokens that ends at `ends`."""
        tokens = self.tokens.take(pa.array(codes))
        offsets = np.frombuffer(tokens.buffers()[1], dtype=np.int32)[: len(codes) + 1]
        bounds = offsets[np.concatenate(([0], ends))]
        return pc.utf8_trim_whitespace(pa.StringArray.from_buffers(len(ends), pa.py_buffer(bounds), tokens.buffers()[2]))

    def texts(self, count: int) -> tuple[pa.Array, pa.Array, np.ndarray]:
        """Return texts, titles, and for each the number of the one it copies (itself for an original)."""
        rng = self.rng
        originals = max(1, int(count * 0.65))
        lengths = np.clip(rng.normal(310, 95, originals), 60, 1200).astype(np.int64)
        codes, starts = self.codes(lengths), np.concatenate(([0], np.cumsum(lengths)[:-1]))
        of = np.concatenate((np.arange(originals), rng.integers(0, originals, count - originals)))
        cut = np.where(rng.random(count) < 0.5, rng.uniform(0.4, 1, count), 1)
        cut[:originals] = 1
        length = np.maximum((lengths[of] * cut).astype(np.int64), 20)
        ends = np.cumsum(length)
        places = np.arange(ends[-1]) + np.repeat(starts[of] - np.concatenate(([0], ends[:-1])), length)
        body = codes[np.minimum(places, len(codes) - 1)]
        titles = body[(np.concatenate(([0], ends[:-1]))[:, None] + np.arange(9)).ravel()] // 4 * 4 + CAPITAL
        return self.joined(body, ends), self.joined(titles, np.arange(9, 9 * count + 1, 9)), of

    def day(self, day: date, count: int) -> Rows:
        """Return the rows of one day for each table."""
        rng = self.rng
        texts, titles, of = self.texts(count)
        ids, outlet = self.ids(count), self.outlets.take(pa.array(rng.choice(len(self.outlets), count, p=self.weights)))
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000 - 7 * 3600 * 1_000_000
        published = pa.array(midnight + rng.integers(0, 86_400, count) * 1_000_000, pa.timestamp("us", tz="UTC"))
        fetched = pa.array(np.full(count, midnight + 100_000 * 1_000_000), pa.timestamp("us", tz="UTC"))
        people = pa.array([[f"Penulis {n}"] for n in range(500)])
        known = {
            "article_id": ids, "outlet": outlet, "url": pc.binary_join_element_wise("https://", outlet, "/", ids, ""),
            "title": titles, "authors": people.take(pa.array(rng.integers(0, 500, count))), "published_at": published,
            "published_precision": "minute", "published_from": "json-ld", "day": day, "day_from": "published",
            "agency": self.some(AGENCIES, count, 0.2),
            "dateline": self.some(["Jakarta", "Surabaya", "Medan", "Washington"], count, 0.5),
            "section": self.some(SECTIONS, count, 0.9), "language": "id",
            "text": texts, "words": pc.add(pc.count_substring_regex(texts, r"\s+"), 1).cast(pa.int32()), "kind": "news",
            "is_partial": pa.array(rng.random(count) < 0.02), "page_count": 1, "route": "container", "fetched_at": fetched, "first_seen_at": fetched,
            "source": "bench", "page_id": self.ids(count), "rules_version": "bench",
        }  # fmt: skip
        drafts = filled(DRAFTS, known, count)
        again = drafts.slice(0, count // 100)
        place = DRAFTS.schema.get_field_index("page_id")
        again = again.set_column(place, DRAFTS.schema.field(place), self.ids(again.num_rows))
        told = pa.concat_tables([drafts.slice(0, count // 100), again])
        is_latest = np.repeat([False, True], count // 100)
        versions = {n: told[n] for n in told.column_names}
        versions |= {"version": pa.array(is_latest + 1, pa.int32()), "changed": "text", "is_latest": pa.array(is_latest)}
        in_story = np.isin(of, of[np.arange(count) != of])
        members = {"article_id": ids, "story_id": ids.take(pa.array(of)), "is_original": pa.array(of == np.arange(count))}
        furniture = ["Baca juga: " + title for title in titles.slice(0, 300).to_pylist()]
        copied = {"article_id": ids, "story_id": ids.take(pa.array(of)), "original_id": ids.take(pa.array(of)), "outlet": outlet}
        copied |= {"original_outlet": outlet.take(pa.array(of)), "jaccard": pa.array(rng.random(count)), "containment": 1.0}
        copied |= {
            "coverage": pa.array(rng.random(count)),
            "hours_after": pa.array(rng.exponential(3, count)),
            "direction": "time",
        }
        copied |= {"title_changed": False, "paragraphs_added": 0, "paragraphs_dropped": 1, "credit": "none"}
        lines = self.some([*furniture, "ADVERTISEMENT", "SCROLL TO CONTINUE WITH CONTENT"], 3 * count, 1)
        thrice = np.repeat(np.arange(count), 3)
        cut = {"article_id": ids.take(pa.array(thrice)), "page_id": drafts["page_id"].take(pa.array(thrice))}
        cut |= {"line": 4, "text": lines, "rule": "baca-juga"}
        refused = count // 50
        rejects = {
            "page_id": self.ids(refused), "source": "bench", "outlet": outlet.slice(0, refused), "stage": "extract", "reason": "no-text",
            "at": fetched.slice(0, refused),
        }  # fmt: skip
        return {
            DRAFTS.name: pa.concat_tables([drafts, again]),
            REVISIONS.name: filled(REVISIONS, versions, told.num_rows),
            MEMBERS.name: filled(MEMBERS, members, count).filter(pa.array(in_story)),
            COPIES.name: filled(COPIES, copied, count).filter(pa.array(of != np.arange(count))),
            REMOVALS.name: filled(REMOVALS, cut, 3 * count),
            REJECTS.name: filled(REJECTS, rejects, refused),
        }


def filled(table: Table, known: dict[str, object], count: int) -> pa.Table:
    """Return `count` rows of `table`: columns as given (one value stands for all), lists empty and the rest NULL where not."""
    columns = []
    for column in table.columns:
        value = known.get(column.name, [] if pa.types.is_list(column.type) else None)
        whole = isinstance(value, pa.Array | pa.ChunkedArray)
        columns.append(value.cast(column.type) if whole else pa.repeat(pa.scalar(value, column.type), count))
    return pa.table(columns, schema=table.schema)


def days_of(articles: int, days: int, outlets: int) -> Iterator[tuple[date, Rows]]:
    world = World(outlets)
    for n in range(days):
        yield FIRST_DAY + timedelta(n), world.day(FIRST_DAY + timedelta(n), articles // days)


def repeat(warehouse: Warehouse, years: int) -> None:
    """Store what is packed again for each further year: other ids, 365 days later, in the same order, so a file's index is as it was.

    Drawing, sorting and indexing five times as many words would take hours.
    """
    manifest, packs = warehouse.manifest(), dict(warehouse.stored().packs)
    for table in (t for t in vars(tables).values() if isinstance(t, Table) and t.name in packs):
        for year in range(1, years):
            for pack in warehouse.stored().packs[table.name]:
                files = {file: f"{file}-year{year}" for file in pack.files}
                for file, later in files.items():
                    source = pq.ParquetFile(warehouse.path(table, file))
                    groups = (source.read_row_group(n) for n in range(source.num_row_groups))
                    batches = (batch for group in groups for batch in moved(group, year).combine_chunks().to_batches())
                    warehouse.write_file(warehouse.path(table, later), source.schema_arrow, batches)
                    if table.name in INDEXED:
                        shutil.copyfile(warehouse.path(POSTINGS, file), warehouse.path(POSTINGS, later))
                editions = {f"{year}-{name}": rows for name, rows in pack.editions.items()}
                packs[table.name] = [*packs[table.name], Pack(list(files.values()), editions)]
                manifest = with_editions(manifest, table, editions)
    publish(warehouse, manifest, packs)


def moved(rows: pa.Table, years: int) -> pa.Table:
    """Return `rows` of a pack that many years of 365 days later, with other ids and editions."""
    for place, field in enumerate(rows.schema):
        column = rows.column(place)
        if field.name == EDITION:
            column = pc.binary_join_element_wise(f"{years}", column, "-")
        elif field.name.endswith("_id") and column.null_count < len(column):
            column = pc.binary_replace_slice(column, 0, 1, chr(ord("f") + years))  # no id of hex digits begins so
        elif pa.types.is_date(field.type) or pa.types.is_timestamp(field.type):
            column = pc.add(column, pa.scalar(timedelta(days=365 * years), pa.duration("us"))).cast(field.type)
        rows = rows.set_column(place, field, column)
    return rows


def sort_rows(table: Table, rows: pa.Table) -> pa.Table:
    """Return `rows` in the order a pack has them."""
    order = ORDER.get(table.name)
    with duckdb.connect() as connection:
        connection.register("unsorted", rows)
        return connection.sql(f"SELECT * FROM unsorted ORDER BY {order}").to_arrow_table().cast(table.schema) if order else rows


def generate(root: Path, articles: int, days: int, outlets: int = 100, nights: bool = False) -> Warehouse:
    """Write and publish a warehouse under `root`, unless the very same one is there already."""
    warehouse, mark = Warehouse(root), root / "generated.json"
    wanted = json.dumps([articles, days, outlets, nights, [c.name for c in DRAFTS.columns]])
    if mark.exists() and mark.read_text() == wanted:
        return warehouse
    manifest: Manifest = {}
    with warehouse.writing("bench"):
        for name, some in groupby(days_of(articles, days, outlets), key=lambda one: str(one[0]) if nights else str(one[0])[:7]):
            parts = [rows for _, rows in some]
            for table in (t for t in vars(tables).values() if isinstance(t, Table) and t.name in parts[0]):
                rows = pa.concat_tables([part[table.name] for part in parts])
                warehouse.write(table, name, rows if nights else sort_rows(table, rows))
                manifest = with_editions(manifest, table, [name])
        publish(warehouse, manifest)
    mark.write_text(wanted)
    return warehouse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--outlets", type=int, default=100)
    parser.add_argument("--nights", action="store_true")
    given = parser.parse_args()
    generate(given.root, given.articles, given.days, given.outlets, given.nights)


if __name__ == "__main__":
    main()
