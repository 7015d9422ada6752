"""`kliping export`: rows of a view in one file, or a folder that Hugging Face's `datasets` loads."""

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.sql_shell import write
from warehouse.asking import ask, open_read_only, told
from warehouse.opening import COLUMNS, TABLES
from warehouse.store import Warehouse, WarehouseError

ROWS_A_SHARD = 100_000
CARD = """---
language:
- id
task_categories:
- text-generation
pretty_name: {name}
configs:
- config_name: default
  data_files: data/*.parquet
---
# {name}

{rows:,} rows of `{view}` from a Kliping warehouse, written {day}. {where}

{meaning}

## Licence

The texts belong to the outlets that published them; the outlets' terms decide what may be done with them, and Kliping gives
no licence. Ask before you publish or train on them.

## Outlets

{outlets}

## Fields

{fields}

## Loading

```python
from datasets import load_dataset
articles = load_dataset("parquet", data_files="{folder}/data/*.parquet", split="train")
```
"""


def export(warehouse: Warehouse, what: str, shown: str, where: str | None, output: Path) -> int:
    """Write the rows of a view that meet `where` to `output`, streamed; return how many they are.

    The format `hf` makes a folder of Parquet shards with a dataset card.
    """
    view = "unique_articles" if what == "unique" else what
    with open_read_only(warehouse) as connection, told():
        known = dict(connection.execute(TABLES).fetchall())
        if view not in known:
            raise WarehouseError(f"export: {what}: no such view; there are {', '.join(['unique', *sorted(known)])}")
        query = f"SELECT * FROM {view}" + (f" WHERE {where}" if where else "")
        found = ask(connection, query)
        assert found is not None
        if shown != "hf":
            write(found, shown, output)
            return int(connection.execute(f"SELECT count(*) FROM ({query}\n)").fetchall()[0][0])
        if output.exists() and any(output.iterdir()):
            raise WarehouseError(f"{output}: is not empty; name a new folder")
        part = output.with_name(f".{output.name}.part")
        shutil.rmtree(part, ignore_errors=True)  # of one that was killed
        try:
            outlets = write_shards(found, part / "data")
            columns = connection.execute(COLUMNS, [view]).fetchall()
            card = card_of(output, view, known[view], where, outlets, columns)
            (part / "README.md").write_text(card, encoding="utf-8")
            part.replace(output)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return outlets.total()


def write_shards(found: duckdb.DuckDBPyRelation, folder: Path) -> Counter[str]:
    """Write the rows as Parquet files of `ROWS_A_SHARD` or a little more; return how many are of each outlet."""
    folder.mkdir(parents=True)
    outlets: Counter[str] = Counter()
    shard, writer = 0, None
    reader = found.to_arrow_reader(10_000)
    for batch in reader:
        if writer is None or outlets.total() >= shard * ROWS_A_SHARD:
            if writer:
                writer.close()
            writer = pq.ParquetWriter(folder / f"train-{shard:05}.parquet", reader.schema, compression="zstd")
            shard += 1
        writer.write_batch(batch)
        names = batch["outlet"].to_pylist() if "outlet" in reader.schema.names else [None] * batch.num_rows
        outlets.update(name or "unknown" for name in names)
    if writer:
        writer.close()
    return outlets


def card_of(
    folder: Path, view: str, meaning: str, where: str | None, outlets: Counter[str], columns: list[tuple[str, ...]]
) -> str:
    """Return the dataset card: what the rows are, of which outlets, and what each field means."""
    top = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    return CARD.format(
        name=folder.name,
        rows=outlets.total(),
        view=view,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        where=f"Only rows where `{where}`." if where else "",
        meaning=meaning,
        outlets="\n".join(["| outlet | rows |", "|---|---:|", *(f"| {outlet} | {n:,} |" for outlet, n in top)]),
        fields="\n".join(["| field | type | meaning |", "|---|---|---|", *(f"| {c} | {t} | {m} |" for c, t, m in columns)]),
        folder=folder,
    )
