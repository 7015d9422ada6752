"""Documents: bytes as fetched become text, and text becomes a tree, or a reason why not."""

import codecs
import re
from typing import Any

from charset_normalizer import from_bytes
from lxml import etree

# No article is larger: the longest of 1,000 Indonesian news pages had 0.6 million characters.
MAX_CHARS = 20_000_000
SNIFFED_BYTES = 65_536

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its first two bytes are the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP image, sound or video)"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"wOF", "a web font"),
    (b"\x7fELF", "a program"),
)
META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.:-]{2,40})""", re.I
)
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# What the HTML standard makes of these labels: pages that say latin-1 are written in windows-1252.
LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
}
CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
CONTROL_CHARS = dict.fromkeys(CONTROLS)
# UTF-8 once read as windows-1252: "â€œKami" for a quote, "Ã©" for an e with an accent.
MOJIBAKE = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]|[\u00e2][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]{2})+"
)
TAG = re.compile(r"<(?:!doctype|html|head|body|div|p|article|title|meta|table|span|h1|br|a|section|main|amp)\b", re.I)


class PageError(Exception):
    """A page that gives no article: `reason` as rejects keep it, `detail` what was seen and what was wanted."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of `body`: by its byte order mark, as valid UTF-8, as declared, or as sniffed.

    A byte order mark wins, then UTF-8 when the bytes are valid UTF-8 (other encodings hardly ever are), then the charset of
    `content_type`, of a meta element, and what charset-normalizer makes of the beginning. Stray bytes in UTF-8 are read as
    windows-1252. Doubly encoded stretches are mended; NUL and other control characters are gone. Raises PageError
    ("empty", "binary").
    """
    if not body.strip(b"\x00\t\r\n\x0b\x0c "):
        raise PageError("empty", f"{len(body)} bytes, no character among them")
    refuse_binary(body)
    return mend_mojibake(read_bytes(body, content_type))


def refuse_binary(body: bytes) -> None:
    """Raise PageError("binary") when the first bytes are those of an image, an archive or another kind that holds no text."""
    for magic, kind in MAGIC:
        if body.startswith(magic):
            raise PageError("binary", f"the body is {kind}; HTML or text was wanted")
    head = body[:4096]
    if body.startswith(tuple(bom for bom, _ in BOMS)) or wide_encoding(head):
        return
    controls = len(head) - len(head.translate(None, CONTROLS)) - head.count(0) - head.count(27)
    if controls > max(16, len(head) * 0.05):
        raise PageError("binary", f"{controls} of the first {len(head)} bytes are control characters; HTML or text was wanted")


def read_bytes(body: bytes, content_type: str | None) -> str:
    """Return `body` decoded without control characters, never failing: the last resort is UTF-8 with windows-1252 for the stray bytes."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace").translate(CONTROL_CHARS)
    wide = wide_encoding(body[:4096])
    if wide:
        return body.decode(wide, "replace").translate(CONTROL_CHARS)
    body = body.translate(None, CONTROLS)  # in every encoding that is left these bytes are no part of another character
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if valid_share(body) > 0.5:  # mostly good multi-byte sequences: a cut or a stray byte, not another encoding
        return decode_stray(body)
    for label in (header_charset(content_type), meta_charset(body)):
        text = decode_as(body, label)
        if text is not None:
            return text
    guess = from_bytes(body[:SNIFFED_BYTES]).best()
    text = decode_as(body, guess.encoding if guess else "cp1252")
    return text if text is not None else decode_stray(body)


def wide_encoding(head: bytes) -> str | None:
    """Return the UTF-16 form that `head` is in when it has no mark: every other byte of Latin text is NUL."""
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < odd / 4:
        return "utf-16-le"
    if even > 0.6 * len(head) / 2 and odd < even / 4:
        return "utf-16-be"
    return None


def valid_share(body: bytes) -> float:
    """Return the share of high-byte sequences in the beginning of `body` that are valid UTF-8."""
    head = body[:1_000_000]
    bad = head.decode("utf-8", "replace").count("\ufffd")
    good = sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]{1,3}", head))
    return good / (good + bad) if good + bad else 0.0


def decode_stray(body: bytes) -> str:
    """Return `body` as UTF-8, with bytes that do not belong to it read as windows-1252."""
    text = body.decode("utf-8", "surrogateescape")
    return re.sub(
        "[\udc80-\udcff]+",
        lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"),
        text,
    )


def header_charset(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type header names."""
    found = HEADER_CHARSET.search(content_type or "")
    return found[1] if found else None


def meta_charset(body: bytes) -> str | None:
    """Return the charset that a meta element or XML declaration in the first bytes names."""
    found = META_CHARSET.search(body[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def decode_as(body: bytes, label: str | None) -> str | None:
    """Return `body` in the encoding `label`, None when there is none of that name or it plainly is not that one."""
    if not label:
        return None
    name = LABELS.get(label.lower(), label)
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in (
        "utf-8",
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
    ):
        return None
    if info.name.startswith(("utf-16", "utf-32")):  # a label in ASCII bytes cannot be true
        return None
    text = body.decode(info.name, "replace")
    return text if text.count("\ufffd") <= len(text) * 0.01 else None


def mend_mojibake(text: str) -> str:
    """Return `text` with stretches of UTF-8 that were read as windows-1252 put right; whatever does not decode is left."""
    if "â€" not in text and "Ã" not in text and "Â" not in text:
        return text
    return MOJIBAKE.sub(mend_stretch, text)


def mend_stretch(found: re.Match[str]) -> str:
    """Return one stretch of mojibake put right, or itself."""
    raw = bytearray()
    for char in found[0]:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return found[0]
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def parse_html(text: str) -> Any:
    """Return the root element of `text`: comments and instructions removed, any depth up to 2,047.

    Raises PageError: "empty" (no text), "not-html" (no tag of HTML in it), "too-large" (more than MAX_CHARS characters).
    """
    if not text.strip():
        raise PageError("empty", "no character in it")
    if len(text) > MAX_CHARS:
        raise PageError("too-large", f"{len(text):,} characters; at most {MAX_CHARS:,} are read")
    if not TAG.search(text, 0, 200_000):
        raise PageError("not-html", f"no HTML tag in the first {min(len(text), 200_000):,} characters: {text[:60]!r}")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise PageError("not-html", f"lxml reads no document from it: {error}") from error
    if root is None:
        raise PageError("empty", "lxml reads no element from it")
    return root
