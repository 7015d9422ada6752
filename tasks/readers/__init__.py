"""Readers: every format that `kliping backfill` takes, as one stream of pages, links and refusals.

    items.py     what comes out: Page, Link, Refusal; the limits
    kinds.py     what a stream holds, by its first bytes and its name
    streams.py   bytes: counted, decompressed, capped
    source.py    a file, or something inside one, open to be read
    singles.py   one page a file; a list of URLs
    row.py       one record, whatever table it stood in
    tabular.py   jsonl, csv and parquet
    warc.py      web archives
    archives.py  zip and tar
    files.py     folders and files, and which reader gets them

To add a format: tell it apart in kinds.py, write its reader, list it in files.py. Nothing here writes or keeps a page.
"""
