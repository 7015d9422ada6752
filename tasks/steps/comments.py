"""Readers' comments that stand right below an article with no name on their container: found by what each of them repeats."""

import re
from collections.abc import Sequence

HEADER_CHARS = 80
REACH = 8  # lines from one sign to the next
_UNIT = r"(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun|seconds?|mins?|minutes?|hours?|days?|weeks?|months?|years?)"
SAYS = re.compile(r"(?i)\S.{1,50} (?:berkata|says|said|menulis|berkomentar|menanggapi) ?:")
WHEN = re.compile(
    rf"(?i)(?P<name>.{{0,40}}?)\W{{0,3}}\b(?:\d{{1,3}} ?|se|an? ){_UNIT} (?:yang )?(?:lalu|ago)\b.{{0,12}}"
    r"|(?P<who>.{0,40}?)\W{0,3}(?:\b|(?<=[a-z])(?=\d))(?:\d{1,2} [a-z]+ \d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}),? ?(?:pukul|at|jam|[-–|])?"
    r" ?\d{1,2}[:.]\d{2}.{0,8}"
)
NO_NAME = re.compile(
    r"(?i)\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|diperbarui|update|tayang|terbit|rilis|tanggal|pukul|wi[bt]a?|pos(?:ted)?|on|by|oleh)\b"
)
ANSWER = re.compile(
    r"(?i)(?=.{0,60}\b(?:balas|reply))"
    r"(?:(?:suka|like|tidak suka|dislike|balas|reply|laporkan|report|bagikan|share|edit|hapus|permalink)[\s·|•()\d-]{0,9}){1,6}"
)


def comments_at(texts: Sequence[str]) -> int | None:
    """Return the index of the first line of the readers' comments below an article; None when there are none.

    Two comments or more are wanted, each with who wrote it and when, or who "says", and most with a button to answer.
    """
    signs = [(index, sign) for index, text in enumerate(texts) if len(text) <= HEADER_CHARS and (sign := sign_of(text))]
    while signs:
        run = [signs.pop(0)]
        while signs and signs[0][0] - run[-1][0] <= REACH:
            run.append(signs.pop(0))
        kinds = [sign for _, sign in run]
        says, whens, answers = kinds.count("says"), kinds.count("when"), kinds.count("answer")
        if (says and answers + whens >= 2) or (answers >= 2 and whens >= 2):
            return with_name(texts, run[0][0])
        signed = [
            index - 2 for index, sign in run if sign == "when" and index >= 2 and is_signed(texts[index - 2], texts[index - 1])
        ]
        headed = [index for index, _ in run if is_headed(texts[index], texts[index + 1] if index + 1 < len(texts) else "")]
        if len(signed) >= 2 or len(headed) >= 2:
            return signed[0] if len(signed) >= 2 else headed[0]
    return None


def sign_of(text: str) -> str | None:
    """Return what a short line is to a comment: who "says" it, "when", the button to "answer" it; None for any other."""
    if SAYS.fullmatch(text):
        return "says"
    if WHEN.fullmatch(text):
        return "when"
    return "answer" if ANSWER.fullmatch(text) else None


def is_signed(name: str, text: str) -> bool:
    """Whether a line could be the name above the one-line comment `text`."""
    return (
        not any(map(str.isdigit, name))
        and 2 < len(name) <= 30
        and name.count(" ") <= 2
        and name[-1] not in ".!?:"
        and text.count(" ") >= 4
    )


def is_headed(header: str, text: str) -> bool:
    """Whether a line could be the name and the day and minute above the comment `text`; a weekday or a word like "update" is no name."""
    found = WHEN.fullmatch(header)
    name = (found["who"] or "").strip(" ·|•-,") if found else ""
    return bool(name) and not NO_NAME.search(name) and name.count(" ") <= 2 and text.count(" ") >= 4


def with_name(texts: Sequence[str], first: int) -> int:
    """Return the index of the line that begins the first comment: the one above its time where that line has no name in it."""
    found = WHEN.fullmatch(texts[first])
    has_name = found is None or bool((found["name"] or found["who"] or "").strip(" ·|•-"))
    above = texts[first - 1] if first else ""
    return first if has_name or not above or above.count(" ") > 4 or above[-1] in '.!?"”:' else first - 1
