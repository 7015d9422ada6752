"""Credit forms: credit lines whose labels lack their colon, or stand behind other words, brought to "Role: names"."""

import re

from tasks.steps.names import is_name, looks_like_name, people_in

_ROLE = r"Penulis|Reporter|Editor|Jurnalis|Wartawan|Pewarta|Redaktur|Fotografer"
_COMMA = re.compile(rf"({_ROLE}),\s+")  # "Penulis, Dewi Lestari", as the BBC prints it
_PUBLISHED = re.compile(
    r"(?i)^\W*(?:di(?:publikasikan|terbitkan|unggah|posting)|published|posted|tayang|terbit)\W+(?:(?:on|at|pada|pukul)\W+){0,3}(?=(?:oleh|by)\b)"
)
_HANGING = re.compile(r"(?i)\s(?:on|at|pada)\W*$")  # before a date that was taken away
_WRITTEN = re.compile(
    r"(?i)^(?:artikel|berita|tulisan|laporan|liputan) ini (?:ditulis oleh\s?:\s*(?=\w+\s?:)|(?=ditulis oleh\b))"
)
_FROM = re.compile(
    r"^((?i:(?:Laporan\s)?(?:Kontributor|Reporter|Wartawan|Koresponden|Jurnalis))\s(?!Foto\b)[A-Z][\w ]{2,25}?)\s?:\s(?=[A-Z])"
)
_REPORTED = re.compile(
    r"^Laporan\s+([^|:,]{3,50}?)(?:\s*\|\s*|\sdari\s|,\s)[A-Z][A-Za-z ]{2,25}$"
)  # "Laporan Dewi Lestari | Banda Aceh"
_MADE = re.compile(
    r"(?i)^(?:artikel|berita|tulisan|laporan|liputan) ini (?P<made>disusun|dikerjakan|dilaporkan|diliput|dibuat|disunting|diedit) oleh\s+"
    r"(?P<names>.{4,120}?)\.?$"
)
# "Felicia Hanggu (Kontributor, Saumlaki)": a role in brackets, and where from.
_BRACKETED = re.compile(
    rf"^\*?(?P<names>[A-Z][^():|]{{3,60}}?) \((?P<role>{_ROLE}|Kontributor)(?:[,/] ?(?P<room>[A-Z][\w ]{{2,25}}))?\)\W*$"
)
_DASHED = re.compile(
    r"^(?P<names>[A-Z][^:|]{3,60}?) [-–—] (?P<role>Kontributor|Wartawan|Reporter|Jurnalis) (?P<room>[A-Z][\w ]{2,25})$"
)
_LETTER = re.compile(rf"\sI\s(?=(?:{_ROLE})\s?:)")  # a capital I for a bar
_NAMES_APART = re.compile(r"\s*,\s*(?:dan\s+)?|\s+dan\s+")
# "by Rina Kartika in Daerah": what it is filed under.
_FILED = re.compile(
    r"^(\W*(?i:(?:dilaporkan |ditulis |diliput )?oleh|by)\s[A-Z][^,:|]{3,50}?)\s(?:in|di|from|dari)\s[A-Z][\w &,]{2,40}$"
)
_BARS = re.compile(r"\s*[|•·]\s*|,\s+(?=(?:" + _ROLE + r")\s)")
_LITERARY = re.compile(r"^(?:Cerpen|Puisi(?:-puisi)?|Esai|Kolom|Resensi)\s+(?:(?:[Oo]leh|[Kk]arya)\s)?(?=[A-Z])")
_UNMARKED = re.compile(rf"({_ROLE})\s+(?=[A-Z])")


def spelled_out(text: str) -> str:
    """Return a credit line with its labels made plain; any other line as it is.

    "Reporter A | Editor B" and "Editor | B" get their colons, "Kontributor Sorong: A" a comma as in "Kontributor Sorong, A"; "Artikel ini
    ditulis oleh: Reporter: A" and "Dipublikasikan: oleh A" lose their first words, "Posted by A on" its last.
    """
    text = _HANGING.sub("", _PUBLISHED.sub("", text))
    text = _FROM.sub(lambda said: f"{said[1]}, ", _WRITTEN.sub("", text))  # a template is parsed anew each time
    text = _FILED.sub(lambda said: said[1], text)
    text = _LETTER.sub(" | ", text.replace("\\", " | "))
    if (reported := _REPORTED.match(text)) and is_named(reported[1]):
        return f"Laporan wartawan {reported[1]}"
    if (made := _MADE.match(text)) and all(map(looks_like_name, _NAMES_APART.split(made["names"]))):
        return f"{'Editor' if made['made'].lower() in ('disunting', 'diedit') else 'Penulis'}: {made['names']}"
    if text.endswith(")") and (held := _BRACKETED.match(text)) and looks_like_name(held["names"]):
        return f"{held['role']} {held['room']}, {held['names']}" if held["room"] else f"{held['role']}: {held['names']}"
    if (" - " in text or "–" in text or "—" in text) and (dashed := _DASHED.match(text)) and len(people_in(dashed["names"])) == 1:
        return f"Penulis: {dashed['names']}"
    comma = _COMMA.match(text)
    if comma and looks_like_name(text[comma.end() :]):
        return f"{comma[1]}: {text[comma.end() :]}"
    is_listed = "|" in text or "•" in text or "·" in text or ("," in text and _UNMARKED.match(text) is not None)
    return _barred(text) if is_listed else text


def unmarked(text: str) -> str:
    """Return a line of a head that is a role, or a literary form, and a name without a colon ("Penulis Dewi Lestari", "Cerpen Dewi Lestari")
    with it; any other as it is."""
    if (literary := _LITERARY.match(text)) and looks_like_name(text[literary.end() :]):
        return f"Oleh: {text[literary.end() :]}"
    mark = _UNMARKED.match(text)
    return f"{mark[1]}: {text[mark.end() :]}" if mark and looks_like_name(text[mark.end() :]) else text


def _barred(text: str) -> str:
    """A line of roles and names between bars, each role with a colon after it."""
    pieces = _BARS.split(text)
    if len(pieces) == 2 and re.fullmatch(_ROLE, pieces[0]) and is_named(pieces[1]):
        return f"{pieces[0]}: {pieces[1]}"
    marked = [_UNMARKED.match(piece) for piece in pieces]
    if all(mark is not None and is_named(piece[mark.end() :]) for mark, piece in zip(marked, pieces, strict=True)):
        return " | ".join(_UNMARKED.sub(r"\1: ", piece, count=1) for piece in pieces)
    held = _BRACKETED.match(pieces[-1]) if len(pieces) == 2 and looks_like_name(pieces[0]) else None
    if held and held["role"] == "Editor":  # "Rina Kartika | Tono Wibowo (Editor)"
        return f"Penulis: {pieces[0]} | Editor: {held['names']}"
    return text


def is_named(text: str) -> bool:
    """Return whether what stands beside a role is a name; one word will do, in the capitals of a name."""
    return looks_like_name(text) or (is_name(text) and " " not in text and text.istitle())
