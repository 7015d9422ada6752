"""`kliping export`: rows of a view in one file, or a folder that Hugging Face's `datasets` loads."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.sql_shell import write
from warehouse.asking import ask, open_read_only, told
from warehouse.store import Warehouse, WarehouseError

VIEWS = {"unique": "unique_articles", "articles": "articles", "copies": "copies", "stories": "stories", "removals": "removals"}
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
    view = VIEWS.get(what, what)
    with open_read_only(warehouse) as connection, told():
        known = {
            row[0] for row in connection.execute("SELECT table_name FROM duckdb_columns() WHERE schema_name = 'main'").fetchall()
        }
        if view not in known:
            raise WarehouseError(f"export: {what}: no such view; there are {', '.join(sorted({*VIEWS, *known}))}")
        query = f"SELECT * FROM {view}" + (f" WHERE {where}" if where else "")
        found = ask(connection, query)
        assert found is not None
        if shown == "hf":
            return write_folder(connection, found, view, where, output)
        write(found, shown, output)
        (rows,) = connection.execute(f"SELECT count(*) FROM {view}" + (f" WHERE {where}" if where else "")).fetchall()[0]
        return int(rows)


def write_folder(
    connection: duckdb.DuckDBPyConnection, found: duckdb.DuckDBPyRelation, view: str, where: str | None, folder: Path
) -> int:
    """Write shards and the card; return the number of rows. A folder with other things in it is refused."""
    if folder.exists() and any(folder.iterdir()):
        raise WarehouseError(f"{folder}: is not empty; name a new folder")
    (folder / "data").mkdir(parents=True)
    outlets: dict[str, int] = {}
    rows, shard, writer = 0, 0, None
    reader = found.to_arrow_reader(10_000)
    for batch in reader:
        if writer is None or rows >= shard * ROWS_A_SHARD:
            if writer:
                writer.close()
            writer = pq.ParquetWriter(folder / "data" / f"train-{shard:05}.parquet", reader.schema, compression="zstd")
            shard += 1
        writer.write_batch(batch)
        rows += batch.num_rows
        if "outlet" in reader.schema.names:
            for one in batch["outlet"].value_counts().to_pylist():
                outlets[one["values"] or "unknown"] = outlets.get(one["values"] or "unknown", 0) + one["counts"]
    if writer:
        writer.close()
    columns = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ? ORDER BY column_index",
        [view],
    ).fetchall()
    meaning = connection.execute("SELECT comment FROM duckdb_views() WHERE view_name = ?", [view]).fetchall()
    top = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    (folder / "README.md").write_text(
        CARD.format(
            name=folder.name,
            rows=rows,
            view=view,
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            where=f"Only rows where `{where}`." if where else "",
            meaning=meaning[0][0] if meaning else "",
            outlets="\n".join(["| outlet | rows |", "|---|---:|", *(f"| {outlet} | {n:,} |" for outlet, n in top)]),
            fields="\n".join(["| field | type | meaning |", "|---|---|---|", *(f"| {c} | {t} | {m} |" for c, t, m in columns)]),
            folder=folder,
        ),
        encoding="utf-8",
    )
    return rows
