"""Kinds: what a stream holds, told by its first bytes and then by its name."""

import codecs
import json
import re
from pathlib import PurePath

from tasks.readers.items import Unreadable

HEAD_BYTES = 4_096
"""First bytes that are looked at."""

SHORTEST_PACKED_BYTES = 9
"""What compresses nothing into gzip takes 20 bytes, into zstd 9."""

PACKED_SUFFIXES = {".gz": "", ".zst": "", ".zstd": "", ".tgz": ".tar", ".tzst": ".tar"}
"""Suffix of compressed data -> suffix of its content."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its first two bytes are the same
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

READ = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"(?s).{257}ustar"), "tar"),
    (re.compile(rb"WARC/\d"), "warc"),
)
OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]|mimetype|_rels/|META-INF/|AndroidManifest)", re.S)
ZIP = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
REFUSED = (
    (re.compile(rb"\x89PNG\r\n"), "a PNG image"),
    (re.compile(rb"\xff\xd8\xff"), "a JPEG image"),
    (re.compile(rb"GIF8[79]a"), "a GIF image"),
    (re.compile(rb"(?s)RIFF.{4}WEBP"), "a WebP image"),
    (re.compile(rb"(?s)RIFF.{4}"), "a RIFF file (sound or video)"),
    (re.compile(rb"(?s).{4}ftypavi[fs]"), "an AVIF image"),
    (re.compile(rb"(?s).{4}ftyp"), "an MP4 file (sound, video or HEIC image)"),
    (re.compile(rb"(?s)BM.{4}\0\0\0\0"), "a BMP image"),
    (re.compile(rb"II\*\0|MM\0\*"), "a TIFF image"),
    (re.compile(rb"\x00\x00\x01\x00"), "an icon"),
    (re.compile(rb"ID3|\xff[\xfb\xf3\xf2]|OggS|fLaC"), "sound"),
    (re.compile(rb"\x1a\x45\xdf\xa3|FLV\x01"), "video"),
    (re.compile(rb"%PDF-"), "a PDF file"),
    (re.compile(rb"\{\\rtf"), "an RTF file"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office file"),
    (re.compile(rb"wOF[F2]|\x00\x01\x00\x00\x00|OTTO\x00"), "a font"),
    (re.compile(rb"\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\0asm|(?s:MZ.{56}\0\0)"), "a program"),
    (re.compile(rb"SQLite format 3\0"), "an SQLite database"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2 data; compress it with gzip or zstd"),
    (re.compile(rb"\xfd7zXZ\0"), "xz data; compress it with gzip or zstd"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a"), "a 7z or RAR archive; pack it as .zip or .tar.gz"),
)
CONTROLS = bytes([*range(9), *range(14, 32)])
HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]")
BY_SUFFIX = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".text": "text", "": "text", ".urls": "urls",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".tar": "tar",
}  # fmt: skip
WANTED = ".txt .html .htm .urls .jsonl .ndjson .csv .parquet .warc .zip .tar, or these with .gz or .zst"


def kind_of(head: bytes, name: str) -> str:
    """Return the kind of a stream that begins with `head` and is called `name` (without the suffix of what was unpacked).

    One of gzip, zstd, zip, tar, warc, parquet, jsonl, csv, urls, html, text. What the bytes say goes before what the name
    says. Raises Unreadable ("empty", "not-a-page", "broken") with what was seen and what was wanted.
    """
    if not head:
        raise Unreadable("empty", "0 bytes")
    suffix = suffix_of(unpacked_name(name))
    for pattern, kind in READ:
        if pattern.match(head):
            return kind
    if suffix_of(name) in PACKED_SUFFIXES and len(head) < SHORTEST_PACKED_BYTES:
        raise Unreadable("truncated", f"named {suffix_of(name)}, and ends at byte {len(head)}")
    if ZIP.match(head) and not OFFICE.match(head):
        return "zip"
    if suffix == ".tar":
        return "tar"
    refuse_binary(head)
    return kind_of_text(head, suffix)


def kind_of_text(head: bytes, suffix: str) -> str:
    start = head.decode(encoding_of(head), "replace").lstrip("\ufeff\0 \t\r\n").lower()
    if start.startswith("<") and HTML.search(start):
        return "html"
    if suffix == ".json" and is_object(start):
        return "jsonl"
    if suffix in (".warc", ".parquet", ".zip"):
        raise Unreadable("broken", f"named {suffix}, but it does not begin as one: {head[:20]!r}")
    if suffix not in BY_SUFFIX:
        raise Unreadable("not-a-page", f"text in a file named {suffix}; wanted HTML, or one of {WANTED}")
    return BY_SUFFIX[suffix]


def refuse_binary(head: bytes) -> None:
    """Raise Unreadable ("not-a-page") when the bytes are those of an image or another kind that holds no article."""
    if OFFICE.match(head):
        raise Unreadable("not-a-page", "an Office document, e-book or app")
    for pattern, kind in REFUSED:
        if pattern.match(head):
            raise Unreadable("not-a-page", kind)
    if encoding_of(head) != "utf-8":
        return
    controls = len(head) - len(head.translate(None, CONTROLS))
    if controls > len(head) * 0.3:
        seen = f"{controls} of its first {len(head)} bytes are control characters, {head.count(0)} of them NUL"
        raise Unreadable("not-a-page", f"binary data: {seen}")


def encoding_of(head: bytes) -> str:
    """Return the encoding of line-wise text: its byte order mark, or NULs in every other place, tell UTF-16; else UTF-8."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 8 and max(even, odd) > 0.3 * len(head) and min(even, odd) < 0.02 * len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def is_object(start: str) -> bool:
    """Whether the first line is a JSON object, or the beginning of one too long to see its end."""
    first = start.split("\n", 1)
    if len(first) == 1:
        return start.startswith("{")
    try:
        return isinstance(json.loads(first[0]), dict)
    except (ValueError, RecursionError):
        return False


def suffix_of(name: str) -> str:
    """Return the last suffix of a file name, in small letters; "" where what follows the dot is no suffix (`read.php?id=1`)."""
    suffix = PurePath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) and not suffix[1:].isdigit() else ""


def unpacked_name(name: str) -> str:
    """Return the name of what is inside a compressed file: `a.html` for `a.html.gz`, `b.tar` for `b.tgz`."""
    suffix = suffix_of(name)
    return name[: -len(suffix)] + PACKED_SUFFIXES[suffix] if suffix in PACKED_SUFFIXES else name
