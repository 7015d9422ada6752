"""Shapes of lines: what a line of a news page looks like, judged by its words, its case and how it ends.

These are hints, never verdicts: who cuts a line also looks at where it stands and what stands beside it.
"""

import re
from collections import Counter

from tasks.steps.text_lines import SENTENCE_END

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
SENTENCE_BREAK = re.compile(r"""[.!?]["”’')\]]* +["“‘'(]?[A-Z]""")

WIRES = (
    "AFP|AP|Reuters|Antara|ANTARA FOTO|EPA(?:-EFE)?|KCNA|Xinhua|Sputnik|TASS|Kyodo|Yonhap|Anadolu|Getty(?: Images)?|Bloomberg|VOA|"
    "Shutterstock|Unsplash|Pixabay|Pexels|Freepik|iStock(?:photo)?|Zuma(?: Press)?|IMAGO|NurPhoto|Istimewa"
)
_WIRE = rf"(?:{WIRES})"
_SOCIAL = r"(?:Instagram|Twitter|Facebook|YouTube|TikTok|X)"
_LABEL = r"(?:sumber |kredit |credit |dok(?:umentasi|umen)?\.? ?)?(?:foto|photo|gambar|image|ilustrasi|dok(?:umentasi)?)"
PHOTO_CREDIT = re.compile(
    "(?i)"
    + "|".join(
        [
            rf"{_LABEL}\s*(?:[:/|]|[-–—]\s).{{0,100}}|{_LABEL}:?",  # Foto/AP, Foto:, Sumber foto: Dok. Pribadi
            rf"[(\[]?\s*{_WIRE} ?(?:photo|foto|images?)?\s*(?:/[^.]{{1,60}})?[)\]]?",  # AP Photo, REUTERS/A. Name, (AFP)
            rf"[(\[]?.{{0,70}}\bvia {_WIRE}(?:/[^.]{{1,40}})?\s*[)\]]?",  # KCNA via REUTERS
            r"/[^/]{2,80}/",
            r"[^\W\d_][\w .'’-]{2,40}/ ?[\w-]{3,30}\.(?:com|co\.id|id|net)",  # a name and its site
            r"[^.]{0,70}\b(?:pool photo|getty images|shutterstock|ap photo|photo via|antara foto)\b[^.]{0,50}",
        ]
    )
)
CAPTION_CREDIT = re.compile(
    r"(?i)\s*(?P<credit>"
    + "|".join(
        [
            rf"[(\[]\s*(?:{_LABEL}\b|{_SOCIAL}\s?[/:@]|{_WIRE}\b|[^()\[\]]{{1,50}}\bvia {_WIRE}\b)[^()\[\]]{{0,70}}[)\]]",  # (AFP/Jane Doe)
            rf"[(\[][^()\[\]/]{{2,40}}/(?:{_WIRE}|[^()\[\]/]{{2,40}}\.(?:com|co\.id|id|net))[)\]]",  # (Jane Doe/AFP), (Budi/contoh.com)
            r"\[[\w-]{3,30}\.(?:com|co\.id|id|net) ?/[^()\[\]/]{2,40}\]",  # [contoh.com/Jane Doe]
            r"/\s?[^/.]{2,60}\s?/",
            r"[.|–—-]?\s*\b(?:foto|photo|sumber foto|kredit foto)\s?[:/]\s?[^.]{1,80}",
            rf"\|\s*{_WIRE}\b[^.]{{0,40}}",
        ]
    )
    + r")\.?$"
)
DESK_CODE = re.compile(
    rf"(?i)[(\[]\s*{_WIRE}\s?/(?!ist)\w{{1,3}}(?:-\d{{1,2}})?[)\]]$"
)  # (Xinhua/OL-5): the desk, no photographer


def count_words(text: str) -> int:
    """Return how many words `text` has, as white space parts them."""
    return text.count(" ") + 1 if text else 0


def is_sentence(text: str, least: int = 5) -> bool:
    """Whether `text` has at least `least` words and ends as a sentence does (also inside quotes or brackets)."""
    return count_words(text) >= least and SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether `text` is surely running text: a sentence of eight words, or thirty words however they end."""
    return is_sentence(text, 8) or count_words(text) >= 30


def is_one_sentence(text: str) -> bool:
    """Whether no second sentence starts inside `text`. Initials and titles (`A. Yani`, `Drs. Budi`) may hide one."""
    return sum(1 for m in SENTENCE_BREAK.finditer(text) if len(text[: m.start()].rsplit(" ", 1)[-1]) > 3) == 0


def capital_share(text: str) -> float:
    """Return the share of words of four letters or more in `text` that start with a capital: headlines are near 1."""
    long = [w for w in WORD.findall(text) if len(w) >= 4 and w[0].isalpha()]
    return sum(w[0].isupper() for w in long) / len(long) if long else 0.0


def is_headline(text: str) -> bool:
    """Whether `text` could be a headline: three to thirty words, under 220 characters, no full stop at the end."""
    return 3 <= count_words(text) <= 30 and 12 <= len(text) <= 220 and not re.search(r"""[^.]\.["”’')]*$|[:;,]$""", text)


def is_photo_credit(text: str) -> bool:
    """Whether the whole line is the credit of a photo: `Foto/AP`, `KCNA via REUTERS`, `Kremlin Pool Photo`."""
    return len(text) <= 140 and count_words(text) <= 14 and PHOTO_CREDIT.fullmatch(text) is not None


def caption_credit(text: str) -> str | None:
    """Return the photo credit that ends the caption `text` (`(AFP/Jane Doe)`, `/KCNA via REUTERS/`), or None."""
    found = CAPTION_CREDIT.search(text, max(0, len(text) - 110))
    if found and DESK_CODE.search(found["credit"]):
        return None
    return found["credit"].strip(" .|–—-") if found else None


def content_words(text: str) -> Counter[str]:
    """Return the words of five letters or more in `text`, in small letters, counted: what it is about."""
    return Counter(w for w in WORD.findall(text.lower()) if len(w) >= 5)


def overlap(text: str, with_words: Counter[str]) -> float:
    """Return the share of the content words of `text` that `with_words` has too; 0 where `text` has none."""
    own = content_words(text)
    return sum(1 for word in own if word in with_words) / len(own) if own else 0.0
