"""The reader of furniture.toml: rules about lines, each proven by its own examples when it is read."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("furniture.toml")
KINDS = ("line", "inline", "head", "tail")
NEEDS = ("", "title", "short", "edge", "first", "last", "caption")
KEYS = {"name", "needs", "words", "outlets", "drops", "keeps", *KINDS}
# Decoration at the edges of a line: bullets, arrows and what else is neither word nor bracket nor sign of a sentence.
LEADING = re.compile(r"""[^\w(\[©@#"']+""")
TRAILING = re.compile(r"""[^\w)\].!?:;©*"']""")
NAMED = re.compile(r"\{[a-z]+\}")  # no regular expression has letters alone in braces
FLAGS = re.compile(r"\(\?([a-z]+)\)")
SENTENCE_END = re.compile(r"""[.!?…]["')\]]{0,3}$""")
ENDING = 8  # characters within which a sentence end stands
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "´": "'"})


class RuleError(Exception):
    """A rule that is not what its own examples say; the message names file, rule and example."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule cuts: `kind` line, inline, head or tail; `needs` what must hold of the line besides its words."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    needs: str = ""
    outlets: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()  # in lower case: a line without any of them is not looked at, to save time
    drops: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether the whole of `text`, as `bare` gives it, is what this rule is about."""
        return self.pattern.fullmatch(text) is not None

    def fits(self, text: str, is_link: bool = False) -> bool:
        """Whether a line `text` (as `bare` gives it) meets what the rule needs of it apart from its place on the page."""
        if self.needs == "title":
            return is_link or is_headline(text)
        return self.needs != "short" or not is_sentence(text)

    def may_cut(self, low: str) -> bool:
        """Whether the lower-cased line `low` has one of the rule's words."""
        return not self.words or any(map(low.__contains__, self.words))

    def cut(self, text: str) -> str:
        """Return `text` without the stretches that this inline rule is about."""
        return " ".join(self.pattern.sub(" ", text).split())


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All rules in the order of the file, and apart by kind."""

    rules: tuple[Rule, ...]
    whole: tuple[Rule, ...]
    inline: tuple[Rule, ...]
    wordless: re.Pattern[str]  # matches what a whole-line rule without `words` does: one look at a line instead of fifty

    def matching(self, plain: str, low: str) -> tuple[Rule, ...]:
        """Return the whole-line rules that match `plain`, as `bare` gives it; `low` is the line in lower case."""
        is_likely = self.wordless.fullmatch(plain) is not None
        return tuple(r for r in self.whole if (r.may_cut(low) if r.words else is_likely) and r.matches(plain))

    def of(self, outlet: str | None) -> "Rules":
        """Return the rules that hold for `outlet`."""
        if not any(rule.outlets for rule in self.rules):
            return self
        return rules_from([rule for rule in self.rules if not rule.outlets or outlet in rule.outlets])


def rules_from(rules: list[Rule]) -> Rules:
    """Return `rules` with the whole-line ones and the inline ones apart."""
    whole = tuple(rule for rule in rules if rule.kind != "inline")
    wordless = "|".join(scoped(rule.pattern.pattern) for rule in whole if not rule.words)
    return Rules(tuple(rules), whole, tuple(rule for rule in rules if rule.kind == "inline"), re.compile(wordless))


def scoped(pattern: str) -> str:
    """Return `pattern` as one that may stand beside others: the flags at its start hold for itself alone."""
    flags = FLAGS.match(pattern)
    return f"(?{flags[1]}:{pattern[flags.end() :]})" if flags else f"(?:{pattern})"


def bare(text: str) -> str:
    """Return `text` as whole-line rules see it: straight quotes, no decoration at the edges, no dots of omission at the end."""
    plain = text.translate(QUOTES)
    found = LEADING.match(plain)
    first, end = found.end() if found else 0, len(plain)
    while end > first and (TRAILING.match(plain[end - 1]) or plain.endswith("..", first, end)):
        end -= 2 if plain[end - 1] == "." else 1
        while end > first and plain[end - 1] == ".":
            end -= 1
    return plain[first:end]


def is_sentence(text: str) -> bool:
    """Whether `text` is a sentence: five words or more, and the end of one."""
    return text.count(" ") >= 4 and SENTENCE_END.search(text.translate(QUOTES)[-ENDING:]) is not None and not text.endswith("...")


def is_headline(text: str) -> bool:
    """Whether `text` has the shape of a headline: 3 to 25 words, most of them capitalised, no full stop, no quotation going on."""
    words = text.split()
    if not 3 <= len(words) <= 25 or len(text) > 200 or text.rstrip("\"')”’")[-1:] == "." or words[0][:1].islower():
        return False
    long = [word.lstrip("\"'([“‘") for word in words if len(word) > 3]
    return (
        bool(long) and sum(not word[:1].islower() for word in long) >= 0.6 * len(long) and '," ' not in text and ",” " not in text
    )


@cache
def load_rules() -> Rules:
    """Return the rules of furniture.toml, read once in a process."""
    return read_rules(FILE)


def read_rules(file: Path) -> Rules:
    """Return the rules of `file` in its order; RuleError names file, rule and example when one fails its proof."""
    try:
        seeds = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{file}: {error}; wanted a TOML file of [[rule]] tables") from error
    lists = {f"{{{name}}}": "|".join(words.split()) for name, words in seeds.get("lists", {}).items()}
    rules = [read_rule(file, number, row, lists) for number, row in enumerate(seeds.get("rule", []), 1)]
    for rule in rules:
        prove(file, rule)
    return rules_from(rules)


def read_rule(file: Path, number: int, row: dict[str, Any], lists: dict[str, str]) -> Rule:
    """Return one [[rule]] table as a Rule, with the words of `lists` where its pattern names them."""
    where = f"{file}: rule {number} ({row.get('name', 'no name')})"
    unknown = set(row) - KEYS
    kinds = [kind for kind in KINDS if kind in row]
    if unknown or not row.get("name") or len(kinds) != 1:
        raise RuleError(
            f"{where}: keys {sorted(row)}; wanted name, one of {', '.join(KINDS)}, and of {', '.join(sorted(KEYS))} only"
        )
    if row.get("needs", "") not in NEEDS:
        raise RuleError(f"{where}: needs = {row['needs']!r}; wanted one of {', '.join(n for n in NEEDS if n)}")
    if not row.get("drops") or not row.get("keeps"):
        raise RuleError(f"{where}: no examples; give at least one line it drops and one it keeps")
    text = row[kinds[0]]
    for name, words in lists.items():
        text = text.replace(name, words)
    if unlisted := NAMED.search(text):
        raise RuleError(f"{where}: {unlisted[0]} names no list; wanted one of {', '.join(lists) or 'none'}")
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise RuleError(f"{where}: {kinds[0]} = {row[kinds[0]]!r} is no regular expression: {error}") from error
    return Rule(
        row["name"],
        kinds[0],
        pattern,
        row.get("needs", ""),
        frozenset(row.get("outlets", ())),
        tuple(row.get("words", ())),
        tuple(row["drops"]),
        tuple(row["keeps"]),
    )


def prove(file: Path, rule: Rule) -> None:
    """Raise RuleError when an example of `rule` is not treated as it says."""
    for example in rule.drops:
        if rule.kind == "inline":
            before, arrow, after = example.partition("=>")
            if not arrow or not rule.may_cut(before.lower()) or rule.cut(before.strip()) != after.strip():
                seen = rule.cut(before.strip())
                raise RuleError(
                    f"{file}: {rule.name}: {example!r} came out as {seen!r}; wanted what stands after =>, and one of its words"
                )
        elif not (rule.may_cut(example.lower()) and rule.matches(bare(example)) and rule.fits(bare(example))):
            raise RuleError(f"{file}: {rule.name}: {example!r} was kept; the rule says it drops it")
    for example in rule.keeps:
        cut = rule.cut(example) != example if rule.kind == "inline" else rule.matches(bare(example)) and rule.fits(bare(example))
        if cut:
            raise RuleError(f"{file}: {rule.name}: {example!r} was cut; the rule says it keeps it")
