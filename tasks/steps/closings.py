"""Closings: what is printed behind the last sentence of a text: who signed it, in brackets or after stars, and marks of the end."""

import re

from tasks.steps.creditlines import credit_of
from tasks.steps.names import is_name, looks_like_name, printed
from tasks.steps.shapes import count_words

_ENDS = ".!?\"”’'…"  # brackets inside a sentence belong to it
_BRACKETS = re.compile(r"\s*[(\[]\s?(?P<said>[^()\[\]]{3,90}?)\s?[)\]]\*?$")
_HOST = re.compile(r"[\w-]{3,30}(?:\.[a-z]{2,4}){1,2}", re.IGNORECASE)
_SITE = re.compile(r"[\w.]{2,20}|[A-Z]\w+(?: [A-Z]\w+){1,3}")  # KBKita; Sejarah Kita Indonesia
_SCRIPTURE = re.compile(r"(?:HR|QS|H\.R|Q\.S|Hadit?s|Sura[th]|Kitab)\b")
_STARRED = re.compile(r"(?<=[.!?\"”’'…])\s*\*{2,3}\s?(?P<name>[A-Z][^*()\[\]]{4,40})$")
# Empty brackets, a star, a source in square brackets, and the desk that edited it: [], *, (*/), [kabarkita], (KabarTV/OL-9).
_MARK = re.compile(
    r"(?:^\[\]|(?<=[.!?\"”’'…])\s*(?:\[\]|\*|\(\*?/\*?\)|\[(?P<word>[a-z]{7,14})\]|[(\[][A-Za-z]{3,15}/[A-Z]{1,2}-\d{1,2}[)\]]))$"
)
_CODE = re.compile(r"[a-z]{7,14}")
# Words in brackets that tell how something was said, or that the text goes on: Indonesian verbs and nouns by their prefixes.
_WORD = re.compile(r"ber|ter|di(?!mas)|me[mnlrw]|pe[mnrl]|se(?!ti)|ke|tamat|adv|lanjut|sambung|redaksi|sumber|ilustrasi|istimewa")
LEAST_WORDS = 5  # words of the sentence before a mark; "5*" and "[]" alone in a list are none


def closing_name(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the name that signs it ("... kata dia. (Rina A Umar/KBKita)", "... *** Rina Umar"), and that name."""
    starred = _STARRED.search(text[-60:])
    rest, said = (_rest(text, starred), starred["name"]) if starred else _bracketed(text)
    name = None if _SCRIPTURE.match(said) else _signature(said)
    return (rest, printed(name)) if name else (text, None)


def _signature(said: str) -> str | None:
    """The first name of "Rina Umar/KBKita", "kabarkita.com/Mukhlis", "Rina Umar/Tono Wibowo"; none where a piece is no name and no site."""
    pieces = re.split(r"\s?[/|]\s?", said)
    names = [piece for piece in pieces if looks_like_name(piece) or (is_name(piece) and _HOST.fullmatch(pieces[0]))]
    is_whole = all(is_name(piece) or _SITE.fullmatch(piece) or _HOST.fullmatch(piece) for piece in pieces)
    if not names or not is_whole:
        return None
    return pieces[0] if is_name(pieces[0]) and len(pieces) > 2 else names[0]


def closing_credit(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the credit in brackets at its end ("... kata dia. (Laporan: Mukhlis)", "(Sumber: Antara)"), and that credit."""
    rest, said = _bracketed(text)
    credit = credit_of(said) if ":" in said else None
    return (rest, said) if credit and (credit.authors or credit.editors or credit.contributors or credit.agency) else (text, None)


def closing_code(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the user name in brackets at its end ("... kata dia. (tubagus)"), and that user name.

    One word in small letters, longer than initials are; words that only tell how something was said ("(tertawa)") stay.
    """
    rest, said = _bracketed(text)
    return (rest, said) if not text.endswith("]") and _CODE.fullmatch(said) and not _WORD.match(said) else (text, None)


def closing_mark(text: str) -> tuple[str, str | None]:
    """Return a paragraph without the mark on its last sentence ("[]", "*", "[kabarkita]", "(KabarTV/OL-9)"), and that mark or its word."""
    found = _MARK.search(text[-30:])
    rest = _rest(text, found) if found else ""
    if found is None or (rest and count_words(rest) < LEAST_WORDS) or "*" in rest:  # "*penting*"
        return text, None
    word = found["word"]
    return (text, None) if word and _WORD.match(word) else (rest, word or found[0].strip())


def _bracketed(text: str) -> tuple[str, str]:
    """The text before brackets that close a sentence or stand alone, and what is in them; all of it and nothing without such brackets."""
    found = _BRACKETS.search(text[-100:])
    rest = _rest(text, found) if found else text
    return (rest, found["said"]) if found and (not rest or rest[-1] in _ENDS) else (text, "")


def _rest(text: str, found: re.Match[str]) -> str:
    """What stands before a match that was searched in the end of `text`."""
    return text[: len(text) - len(found.string) + found.start()].rstrip()
