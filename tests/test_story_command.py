"""`kliping story`: one story on the terminal."""

from pathlib import Path

import pytest
from rich.console import Console

from flows.story import SHOWN, show_story
from tests.story_news import FLOOD, article
from tests.test_stories import NEWS
from tests.test_stories_laws import drafted, run
from warehouse.catalog import connect
from warehouse.store import Warehouse, WarehouseError


def printed(folder: Path, rows: list[dict], article_id: str) -> str:
    warehouse = Warehouse(folder)
    manifest = run(warehouse, {}, "all", [drafted(row) for row in rows])
    console = Console(width=160, record=True, file=(folder / "out").open("w"))
    with connect(warehouse, manifest) as catalog:
        show_story(catalog, article_id, console)
    return console.export_text()


def test_a_story_shows_each_copy_against_the_original(tmp_path: Path):
    copy = FLOOD.replace("seribu karung", "dua ribu karung") + "\n\n" + NEWS.split("\n\n")[0]
    text = printed(tmp_path, [article("a1", FLOOD, 0, 6), article("a2", copy, 0, 9, title="Tanggul Jebol")], "a2")
    assert "Kabar Hari Ini" in text and "Tanggul Jebol" in text
    assert "(+3.0 h)" in text and "time" in text and "+1 -0" in text
    assert "dua ribu karung" in text and "(added)" in text


def test_an_article_nobody_copied_is_a_story_too(tmp_path: Path):
    assert "nobody copied it" in printed(tmp_path, [article("a1", FLOOD, 0, 6)], "a1")


def test_of_a_story_with_very_many_copies_the_first_are_shown_in_full(tmp_path: Path):
    rows = [article(f"a{n:02}", FLOOD, 0, 1) for n in range(SHOWN + 6)]
    assert "5 more copies" in printed(tmp_path, rows, "a03")


def test_an_unknown_id_is_an_error_that_says_what_to_do(tmp_path: Path):
    with pytest.raises(WarehouseError, match="story zzz: no article has this id"):
        printed(tmp_path, [article("a1", FLOOD, 0, 6)], "zzz")
