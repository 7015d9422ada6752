"""Pages to articles: every page gives an article or a reject, and every line of it is accounted for."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.knowledge import load_knowledge, rules_version
from tasks.steps import articles
from tasks.steps.articles import articles_from_pages
from tasks.steps.documents import parse_html
from tasks.steps.explain import explain_page
from tasks.steps.layer import strip_layer
from warehouse.tables import DRAFTS, PAGES, REJECTS, REMOVALS

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://www.contoh.co.id/daerah/2024/05/01/warga-kastela-bangun-jembatan-bambu?utm_source=x"
PAGE = """<!DOCTYPE html><html lang="id"><head><title>Warga Kastela Bangun Jembatan Bambu - Contoh</title>
<meta property="og:title" content="Warga Kastela Bangun Jembatan Bambu"><meta property="og:site_name" content="Contoh">
<link rel="canonical" href="https://contoh.co.id/daerah/2024/05/01/warga-kastela-bangun-jembatan-bambu"></head><body>
<nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a></nav><article><h1>Warga Kastela Bangun Jembatan Bambu</h1>
<p class="date">Rabu, 1 Mei 2024 10:15 WIT</p><div class="author">Penulis: Rina Umar</div>
<div class="content"><p><b>TERNATE, CONTOH.CO.ID</b> - Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu.</p>
<p>Kepala desa mengatakan pekerjaan itu selesai dalam empat hari berkat gotong royong seluruh warga desa.</p>
<p>Baca juga: <a href="/lain">Banjir Surut, Warga Kembali ke Rumah</a></p>
<p>"Iya pak," jawab Maryam ketika ditanya apakah ia ikut membangun jembatan itu bersama tetangganya. (rin/ald)</p>
<p>Sumber: Antara</p></div></article><footer>Hak cipta Contoh</footer></body></html>"""
TEXT = [
    "Warga Desa Kastela membangun jembatan bambu di atas sungai yang meluap pekan lalu.",
    "Kepala desa mengatakan pekerjaan itu selesai dalam empat hari berkat gotong royong seluruh warga desa.",
    '"Iya pak," jawab Maryam ketika ditanya apakah ia ikut membangun jembatan itu bersama tetangganya.',
]


def page(body: str | bytes = PAGE, page_id: str = "p1", **columns) -> dict:
    row = dict.fromkeys(PAGES.schema.names)
    row.update(page_id=page_id, source=f"{page_id}.html", first_seen_at=SEEN, format="html", run_id="r1", url=URL)
    return row | {"body": body.encode() if isinstance(body, str) else body} | columns


def extract(*pages: dict):
    return articles_from_pages(PAGES.rows(list(pages)), load_knowledge())


def test_a_page_gives_its_article_whole():
    [row] = extract(page(fetched_at=datetime(2024, 5, 2, tzinfo=UTC))).drafts.to_pylist()
    assert row["text"].split("\n\n") == TEXT
    assert (row["title"], row["outlet"]) == ("Warga Kastela Bangun Jembatan Bambu", "contoh.co.id")
    assert row["url"] == "https://contoh.co.id/daerah/2024/05/01/warga-kastela-bangun-jembatan-bambu"
    assert (row["authors"], row["initials"], row["agency"], row["dateline"]) == (["Rina Umar"], ["rin/ald"], "Antara", "Ternate")
    assert (row["published_at"], row["published_precision"]) == (datetime(2024, 5, 1, 1, 15, tzinfo=UTC), "minute")
    assert (row["day"], row["day_from"]) == (date(2024, 5, 1), "published")
    assert [(one["source"], one["role"]) for one in row["witnesses"]] == [("visible", "published"), ("url", "published")]
    assert (row["language"], row["kind"], row["is_partial"], row["partial_reason"]) == ("id", "news", False, None)
    assert (row["words"], row["page_count"], row["rules_version"]) == (
        len(" ".join(TEXT).split()),
        1,
        load_knowledge().rules_version,
    )


def test_what_was_cut_is_in_the_removals_with_its_rule():
    removals = {row["text"]: row["rule"] for row in extract(page()).removals.to_pylist()}
    wanted = {"TERNATE, CONTOH.CO.ID -": "dateline", "Sumber: Antara": "credit", "(rin/ald)": "initials"}
    assert wanted.items() <= removals.items()
    assert any("Banjir Surut" in text and rule == "read-also" for text, rule in removals.items())


def test_one_article_has_one_id_however_its_address_is_written():
    other = page(page_id="p2", url="http://m.contoh.co.id/daerah/2024/05/01/warga-kastela-bangun-jembatan-bambu/?page=2#atas")
    ids = {row["article_id"] for row in extract(page(), other).drafts.to_pylist()}
    assert len(ids) == 1


def test_a_page_without_an_article_is_a_reject_that_says_why():
    pages = [
        page("<html><body><p>Hai</p></body></html>", "p1"),
        page(b"", "p2"),
        page(b"\x89PNG\r\n\x1a\n\0\0", "p3"),
        page("Bagikan\nTags", "p4", format="text"),
    ]
    result = extract(*pages)
    assert result.drafts.num_rows == 0
    assert [(r["page_id"], r["stage"], r["at"]) for r in result.rejects.to_pylist()] == [
        (f"p{n}", "extract", SEEN) for n in (1, 2, 3, 4)
    ]
    assert [r["reason"] for r in result.rejects.to_pylist()] == ["no-text", "empty", "binary", "no-text"]


def test_an_exception_in_one_page_is_its_reject_and_the_others_go_on(monkeypatch):
    def read(row, knowledge):
        if row["page_id"] == "p1":
            raise RecursionError("too deep")
        return original(row, knowledge)

    original = articles.read_page
    monkeypatch.setattr(articles, "read_page", read)
    result = extract(page(page_id="p1"), page(page_id="p2"))
    [reject] = result.rejects.to_pylist()
    assert (reject["reason"], reject["detail"]) == ("error", "RecursionError: too deep")
    assert result.drafts.column("page_id").to_pylist() == ["p2"]


def test_the_tables_have_their_declared_schemas_also_when_empty():
    for result in (extract(), extract(page(), page(b"", "p2"))):
        assert (result.drafts.schema, result.removals.schema, result.rejects.schema) == (
            DRAFTS.schema,
            REMOVALS.schema,
            REJECTS.schema,
        )


def test_explain_shows_every_line_in_page_order_kept_or_cut():
    explained = explain_page(page(), load_knowledge())
    assert [line.text for line in explained.lines if line.rule is None] == TEXT
    assert [line.number for line in explained.lines] == sorted(line.number for line in explained.lines)
    first = [
        (line.text, line.rule)
        for line in explained.lines
        if line.number == explained.lines[[x.text for x in explained.lines].index(TEXT[0])].number
    ]
    assert first == [("TERNATE, CONTOH.CO.ID -", "dateline"), (TEXT[0], None)]
    assert explained.article == extract(page()).drafts.to_pylist()[0] | {"authors": ["Rina Umar"]}


def test_the_rules_version_is_the_same_twice_and_changes_with_an_outlet(tmp_path):
    (tmp_path / "contoh.toml").write_text('name = "Contoh"\ndomains = ["contoh.co.id"]\n')
    before = rules_version(tmp_path)
    assert before == rules_version(tmp_path) != rules_version()
    (tmp_path / "contoh.toml").write_text('name = "Contoh"\ndomains = ["contoh.co.id", "contoh.id"]\n')
    assert rules_version(tmp_path) != before


BLOCKS = st.sampled_from(
    [
        *(f"<p>{text}</p>" for text in TEXT),
        "<p>Baca juga: <a href='/a'>Banjir Surut, Warga Kembali</a></p>",
        "<ul><li><a href='/b'>Harga Ikan Naik di Pasar Kastela</a></li><li><a href='/c'>Kapal Tiba Lebih Cepat</a></li></ul>",
        "<p>Editor: Rina Umar</p>",
        "<p>(fyk/ash)</p>",
        "<h2>Bambu dari Kebun Sendiri</h2>",
        "<figure><img src='x'><figcaption>Jembatan bambu. (Foto: Rina)</figcaption></figure>",
        "<p>Halaman Selanjutnya</p>",
        "<blockquote>Kami bangun bersama, kata warga kepada kami di tepi sungai itu.</blockquote>",
        "<div>Advertisement</div>",
        "<table><tr><td>Kastela</td><td>12</td></tr></table>",
        "<p>Rabu, 1 Mei 2024 10:15 WIB</p>",
        "<script>var a = 1</script>",
        "<p>Artikel ini telah tayang di Kompas.com dengan judul \"Warga Bangun Jembatan\"</p>",
        "</div></article><p",
        "<!-- x -->",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(BLOCKS | st.text(max_size=30), max_size=10).map("".join), min_size=1, max_size=4),
    st.sampled_from(["html", "text"]),
)
def test_law_1_every_page_is_an_article_or_a_reject(bodies, kind):
    pages = [
        page(f"<html><body><h1>Warga Bangun Jembatan</h1><div>{body}</div></body></html>", f"p{n}", format=kind)
        for n, body in enumerate(bodies)
    ]
    result = extract(*pages)
    told = result.drafts.column("page_id").to_pylist() + result.rejects.column("page_id").to_pylist()
    assert sorted(told) == [row["page_id"] for row in pages]
    assert "error" not in result.rejects.column("reason").to_pylist()


@settings(max_examples=80, deadline=None)
@given(st.lists(BLOCKS, min_size=3, max_size=12).map("".join))
def test_laws_8_and_9_hold_for_html(body):
    result = extract(page(f"<html><body><h1>Warga Bangun Jembatan</h1><div>{TEXT[0]}{body}</div></body></html>", url=None))
    for row in result.drafts.to_pylist():
        lines = explain_page(
            page(f"<html><body><h1>Warga Bangun Jembatan</h1><div>{TEXT[0]}{body}</div></body></html>", url=None),
            load_knowledge(),
        ).lines
        kept = [line.text for line in lines if line.rule is None]
        assert "\n\n".join(kept) == row["text"]
        assert (row["published_at"] is None) == (row["published_from"] is None)
        assert row["published_at"] is None or "1 Mei 2024" in body


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + TEXT[0],
        "<p>" + "x " * 200_000,
        "<a href='/x'>Berita</a>" * 20_000,
        PAGE.replace("<p>", "<p><p><p>") * 40,
    ],
)
def test_hostile_html_gives_an_article_or_a_reject(body):
    result = extract(page(body))
    assert result.drafts.num_rows + result.rejects.num_rows == 1


def test_law_8_a_body_of_html_stripped_twice_is_stripped_once():
    from tasks.steps.reading import read_page

    reading = read_page(page(), load_knowledge())
    again = strip_layer(reading.lines, [], reading.draft["title"], None, load_knowledge().rules, "contoh.co.id", ["Contoh"])
    assert ([line.text for line in again.lines], again.cuts) == (TEXT, [])
    assert parse_html(PAGE) is not None


@pytest.mark.parametrize("title", ["No Title", "nan", " None ", "Untitled"])
def test_what_another_program_writes_for_nothing_is_no_title(title):
    [row] = extract(page(TEXT[0], format="text", url=None, given=json.dumps({"title": title}))).drafts.to_pylist()
    assert row["title"] is None
