"""Reads seeds/text_words.toml: the words that text dumps print around an article, one label for each kind."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("text_words.toml")
Words = Mapping[str, re.Pattern[str]]


def load_words(path: Path = FILE) -> Words:
    """Return label -> pattern that a whole line must match, in the order of the file.

    Every `is` and `isnt` is tried; a wrong one, and a phrase that is no regular expression, raises `ValueError` that says where.
    """
    words: dict[str, re.Pattern[str]] = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["label"]:
        name = entry["name"]
        for phrase in entry["phrases"]:
            try:
                re.compile(phrase)
            except re.error as error:
                raise ValueError(f"{path}: label {name}: {phrase!r} is no regular expression: {error}") from error
        words[name] = re.compile(rf"(?i)\W*(?:{'|'.join(entry['phrases'])})\W*")
        for example, wanted in [(e, True) for e in entry["is"]] + [(e, False) for e in entry["isnt"]]:
            if bool(words[name].fullmatch(example)) != wanted:
                raise ValueError(
                    f"{path}: label {name}: {example!r} should {'' if wanted else 'not '}match; mend the phrases or the example"
                )
    return words
