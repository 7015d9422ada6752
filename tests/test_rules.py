"""Rules prove themselves when they are read; a rule that does not hold stops the run and says where."""

import pytest

from seeds.rules import RuleError, bare, is_headline, is_sentence, load_rules, read_rules

GOOD = """
[[rule]]
name = "read-also"
line = '(?i)baca juga ?: .+'
drops = ["Baca juga: Stok Aman"]
keeps = ["Ia baca juga buku itu."]
"""


def read(tmp_path, text):
    file = tmp_path / "furniture.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


def test_the_rules_we_ship_hold():
    rules = load_rules()
    assert len(rules.rules) > 30
    assert {rule.name for rule in rules.rules} >= {
        "read-also",
        "advertisement",
        "pager",
        "promotion",
        "rights",
        "citation",
        "initials",
        "caption",
    }
    assert all(rule.drops and rule.keeps for rule in rules.rules)


def test_a_good_rule_is_read(tmp_path):
    (rule,) = read(tmp_path, GOOD).rules
    assert (rule.name, rule.kind) == ("read-also", "line")
    assert rule.matches("Baca juga: Apa saja")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Baca juga: Stok Aman"', '"Simak juga: Stok Aman"', "was kept"),
        ('"Ia baca juga buku itu."', '"Baca juga: Buku"', "was cut"),
        ("(?i)baca juga", "(?i(baca juga", "no regular expression"),
        ('name = "read-also"', 'name = "read-also"\nspeed = 3', "speed"),
        ('name = "read-also"', 'name = "read-also"\nneeds = "luck"', "'luck'"),
        ('keeps = ["Ia baca juga buku itu."]', "", "keeps"),
        ('name = "read-also"', 'name = "read-also"\nwords = ["simak"]', "was kept"),
        ("line =", "lines =", "lines"),
        (".+'", "{title}'", "{title} names no list"),
        ("[[rule]]", "[[rule]", "TOML"),
    ],
)
def test_a_bad_rule_stops_the_run_and_says_where(tmp_path, old, new, said):
    with pytest.raises(RuleError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert "furniture.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_list_of_words_stands_where_a_pattern_names_it(tmp_path):
    text = GOOD.replace("baca juga ?:", "(?:{points}) juga ?:").replace(
        "[[rule]]", '[lists]\npoints = """\nbaca simak\nlihat"""\n[[rule]]'
    )
    (rule,) = read(tmp_path, text).rules
    assert rule.matches("Baca juga: Apa saja")
    assert rule.matches("Lihat juga: Apa saja")
    assert not rule.matches("Cek juga: Apa saja")


def test_what_a_rule_drops_is_found_among_all_rules():
    rules = load_rules()
    for rule in rules.whole:
        for example in rule.drops:
            assert any(found is rule for found in rules.matching(bare(example), example.lower())), example


def test_an_inline_rule_shows_what_it_leaves(tmp_path):
    text = GOOD.replace("line = '(?i)baca juga ?: .+'", "inline = ' ?\\(baca: [^()]+\\)'").replace(
        '"Baca juga: Stok Aman"', '"Ia pergi (baca: X) lalu. => Ia pergi lalu."'
    )
    (rule,) = read(tmp_path, text).rules
    assert rule.cut("Ia pulang (baca: Y).") == "Ia pulang ."
    with pytest.raises(RuleError, match="after =>"):
        read(tmp_path, text.replace("=> Ia pergi lalu.", "=> Ia pergi."))


def test_a_rule_for_one_outlet_holds_there_only(tmp_path):
    rules = read(tmp_path, GOOD.replace("line =", 'outlets = ["kabar.example"]\nline ='))
    assert len(rules.of("kabar.example").rules) == 1
    assert len(rules.of("warta.example").rules) == 0
    assert len(rules.of(None).rules) == 0


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("▶ Baca juga: X", "Baca juga: X"),
        ("• Iklan •", "Iklan"),
        ("Lanjutkan Membaca ↓", "Lanjutkan Membaca"),
        ("Memuat...", "Memuat"),
        ("“Ya,” ujarnya.", '"Ya," ujarnya.'),
        ("***", ""),
    ],
)
def test_a_rule_sees_a_line_without_its_decoration(line, plain):
    assert bare(line) == plain


def test_shapes_of_lines():
    assert is_sentence("Ia mengajak warga menanam pohon.")
    assert not is_sentence("Warga Menanam Seribu Pohon di Lereng")
    assert is_headline("Warga Menanam Seribu Pohon di Lereng Gunung")
    assert not is_headline("Warga menanam seribu pohon di lereng gunung itu")
    assert not is_headline("Ia Pulang.")
