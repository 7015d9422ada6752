"""The outlet files are read, found by host and name, and wrong ones say what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from seeds.outlets import DIRECTORY, OutletError, load_outlets

MINIMAL = 'name = "Contoh"\ndomains = ["contoh.co.id"]\n'


def write(folder: Path, text: str, name: str = "contoh.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_at_least_forty_outlets_are_written_down_and_each_names_its_evidence():
    outlets = list(load_outlets())
    assert len(outlets) >= 40
    for outlet in outlets:
        assert "Evidence" in (DIRECTORY / outlet.file).read_text(encoding="utf-8")


def test_every_article_pattern_names_the_articles_id():
    assert all("id" in outlet.article_url.groupindex for outlet in load_outlets() if outlet.article_url)


def test_an_outlet_that_forbids_crawling_is_not_crawled():
    antara = load_outlets().get("antaranews.com")
    assert antara is not None and not antara.crawlable and antara.policy.note


def test_a_host_belongs_to_the_outlet_with_the_longest_suffix(tmp_path: Path):
    write(tmp_path, MINIMAL)
    write(tmp_path, 'name = "Olahraga"\ndomains = ["bola.contoh.co.id"]\n', "olahraga.toml")
    outlets = load_outlets(tmp_path)
    assert outlets.of_host("www.bola.contoh.co.id").name == "Olahraga"  # type: ignore[union-attr]  # the host is theirs
    assert outlets.of_host("news.contoh.co.id").name == "Contoh"  # type: ignore[union-attr]  # the host is theirs
    assert outlets.of_host("bukancontoh.co.id") is None
    assert outlets.of_host(None) is None


def test_an_address_with_a_port_is_a_host_too(tmp_path: Path):
    outlets = load_outlets(
        write(tmp_path, 'name = "Lokal"\ndomains = ["127.0.0.1:8001"]\n[fetch]\nallow_private_addresses = true\n')
    )
    local = outlets.of_host("127.0.0.1:8001")
    assert local is not None and local.fetch.allow_private_addresses
    assert outlets.of_host("127.0.0.1:8002") is None


def test_a_printed_name_finds_its_outlet():
    outlets = load_outlets()
    for name in ("SINDOnews.com", "KOMPAS.com", "Republika Online", "CNN Indonesia", "detikcom"):
        assert outlets.of_name(name) is not None, name
    assert outlets.of_name("Kabar Yang Tak Dikenal") is None


def test_every_key_has_a_default(tmp_path: Path):
    outlet = next(iter(load_outlets(write(tmp_path, MINIMAL))))
    assert (outlet.key, outlet.enabled, outlet.timezone, outlet.article_url, outlet.full_page) == (
        "contoh.co.id",
        True,
        "Asia/Jakarta",
        None,
        None,
    )
    assert (outlet.fetch.requests_per_second, outlet.fetch.concurrency, outlet.fetch.max_bytes) == (1.0, 2, 10_000_000)


def test_the_layout_of_a_day_is_the_first_that_ends_after_it_and_the_others_follow(tmp_path: Path):
    text = MINIMAL + "".join(f'[[layout]]\nuntil = {year}-01-01\nbody = "#b{year}"\n' for year in (2016, 2018))
    outlet = next(iter(load_outlets(write(tmp_path, text + '[[layout]]\nbody = "#kini"\n'))))
    orders = {day: [layout.body for layout in outlet.layouts_on(day)] for day in (None, date(2017, 6, 1), date(2015, 1, 1))}
    assert orders[None] == ["#kini", "#b2018", "#b2016"] == [layout.body for layout in outlet.layouts_on(date(2018, 1, 1))]
    assert orders[date(2017, 6, 1)] == ["#b2018", "#kini", "#b2016"]
    assert orders[date(2015, 1, 1)] == ["#b2016", "#kini", "#b2018"]


def test_only_the_named_outlets_are_loaded(tmp_path: Path):
    write(tmp_path, MINIMAL)
    write(tmp_path, 'name = "Lain"\ndomains = ["lain.id"]\n', "lain.toml")
    assert [outlet.key for outlet in load_outlets(tmp_path, only=["lain"])] == ["lain.id"]
    assert [outlet.key for outlet in load_outlets(tmp_path, only=["contoh.co.id"])] == ["contoh.co.id"]
    with pytest.raises(OutletError, match=r"no outlet 'entah'.*known are contoh, lain"):
        load_outlets(tmp_path, only=["entah"])


WRONG = [
    ('domains = ["contoh.co.id"]', "name is missing"),
    ('name = "Contoh"', "domains is missing"),
    (MINIMAL + "warna = 1", "unknown key 'warna'"),
    (MINIMAL + 'enabled = "ya"', "enabled = 'ya': wanted true or false"),
    (MINIMAL + 'timezone = "Asia/Bandung"', "no such zone"),
    (MINIMAL + "article_url = '/berita/('", "not a regular expression"),
    (MINIMAL + 'full_page = "semua"', "full_page = 'semua'"),
    (MINIMAL + 'feeds = ["contoh.co.id/rss"]', "wanted a whole http address"),
    ('name = "Contoh"\ndomains = ["https://contoh.co.id"]', "wanted a bare domain"),
    (MINIMAL + "[fetch]\nkecepatan = 1", "[fetch]: unknown key 'kecepatan'"),
    (MINIMAL + "[fetch]\nconcurrency = 0", "wanted more than 0"),
    (MINIMAL + '[fetch]\nconcurrency = "dua"', "wanted a whole number"),
    (MINIMAL + '[policy]\nrobots = "abaikan"', "robots.txt is always obeyed"),
    (
        MINIMAL + "[[layout]]\nuntil = 2020-01-01\n[[layout]]\nuntil = 2018-01-01",
        "layout 2: until = 2018-01-01 comes before layout 1 (2020-01-01)",
    ),
    (MINIMAL + '[[layout]]\nbody = "#a"\n[[layout]]\nbody = "#b"', "layout 1 has no until"),
    (MINIMAL + "[[layout]]\nwarna = 1", "layout 1: unknown key 'warna'"),
    ("name = ", "not a TOML file"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_file_says_where_and_what_was_wanted(tmp_path: Path, text: str, message: str):
    with pytest.raises(OutletError) as error:
        load_outlets(write(tmp_path, text))
    assert "contoh.toml" in str(error.value) and message in str(error.value)


def test_a_domain_belongs_to_one_outlet(tmp_path: Path):
    write(tmp_path, MINIMAL)
    write(tmp_path, MINIMAL, "kembar.toml")
    with pytest.raises(OutletError, match=r"kembar\.toml: domains: 'contoh\.co\.id' stands in contoh\.toml already"):
        load_outlets(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path):
    with pytest.raises(OutletError, match="no such folder"):
        load_outlets(tmp_path / "tiada")
