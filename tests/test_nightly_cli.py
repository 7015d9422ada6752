"""The commands of the night: what they print, and how they end."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows import alerts
from flows.cli_nightly import register
from flows.settings import NightSettings, Settings
from seeds.outlets import read_outlet
from tests.web import Outlet

app = typer.Typer()
register(app)
run = CliRunner().invoke


@pytest.fixture
def kabar(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlet]:
    monkeypatch.setenv("KLIPING_BACKOFF_SECONDS", "0.01")
    with Outlet("127.0.0.2", "Kabar") as outlet:
        for n in range(5):
            outlet.publish(f"/berita/{n + 100}/judul", f"Judul Berita Nomor {n} tentang Desa Wisata")
        yield outlet


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [("WORKERS", "two", "a whole number"), ("NIGHT_HOURS", "5h", "a number"), ("REVISIT_HOURS", "1;6", "hours after")],
)
def test_a_setting_that_is_no_number_is_named_with_what_was_wanted(monkeypatch, name, text, wanted):
    monkeypatch.setenv(f"KLIPING_{name}", text)
    with pytest.raises(ValueError, match=f"KLIPING_{name}: '{text}'; wanted {wanted}"):
        Settings(), NightSettings()


def test_the_outlets_of_the_house_are_listed_with_why_some_are_disabled():
    found = run(app, ["outlets"])
    assert run(app, ["outlets", "list"]).stdout == found.stdout
    assert found.exit_code == 0
    assert "of them fetched every night" in found.stdout


def test_a_check_shows_what_would_be_extracted_and_stores_nothing(kabar, tmp_path):
    kabar.file(tmp_path)
    found = run(app, ["outlets", "check", "kabar", "--outlets", str(tmp_path)])
    assert found.exit_code == 0, found.stdout
    assert "5 articles" in found.stdout
    assert "title: Judul Berita Nomor 4 tentang Desa Wisata" in found.stdout
    assert "published_at: 2024-06-19" in found.stdout
    assert list(tmp_path.iterdir()) == [tmp_path / "kabar.toml"]


def test_a_check_of_an_outlet_that_denies_us_fails(kabar, tmp_path):
    kabar.file(tmp_path)
    kabar.robots = "User-agent: *\nDisallow: /\n"
    found = run(app, ["outlets", "check", "kabar", "--outlets", str(tmp_path)])
    assert (found.exit_code, "robots-denied" in found.stdout) == (1, True)


def test_a_check_of_a_name_nobody_bears_says_who_there_is(kabar, tmp_path):
    kabar.file(tmp_path)
    found = run(app, ["outlets", "check", "warta", "--outlets", str(tmp_path)])
    assert found.exit_code == 1
    assert "known are kabar" in found.stderr


def test_a_draft_holds_what_the_site_shows_and_can_be_read(kabar, tmp_path):
    kabar.robots = f"User-agent: *\nCrawl-delay: 0.05\nSitemap: {kabar.url}/sitemap.xml\n"
    path = tmp_path / "kabar.toml"
    found = run(app, ["outlets", "new", f"{kabar.url}/", "-o", str(path)])
    assert found.exit_code == 0, found.stderr
    told = tomllib.loads(path.read_text())
    assert told["feeds"] == [f"{kabar.url}/rss"]
    assert told["sitemaps"] == [f"{kabar.url}/sitemap.xml"]
    assert told["article_url"] == r"/berita/(?P<id>\d+)"
    assert told["enabled"] is False
    assert not read_outlet(path).crawlable
    again = run(app, ["outlets", "new", f"{kabar.url}/", "-o", str(path)])
    assert again.exit_code == 1


def test_a_draft_of_no_site_fails_clearly():
    for url in ("contoh", "https://localhost/", "http://127.0.0.9:1/"):
        found = run(app, ["outlets", "new", url])
        assert found.exit_code == 1
        assert found.stderr.startswith("kliping: ")


def test_a_night_ends_by_what_it_met(kabar, tmp_path, prefect_server):
    """0 when all went well, 1 when an outlet failed or is not known."""
    outlets = tmp_path / "outlets"
    outlets.mkdir()
    kabar.file(outlets)
    told = ["--warehouse", str(tmp_path / "w"), "--outlets", str(outlets), "--runner", "threads", "--workers", "1"]
    assert run(app, ["nightly", *told]).exit_code == 0
    assert run(app, ["nightly", "--only", "warta", *told]).exit_code == 1
    kabar.special["/rss"] = lambda handler: handler.send(410, "")
    kabar.special["/"] = lambda handler: handler.send(410, "")
    failed = run(app, ["nightly", "--only", "Kabar", *told])
    assert (failed.exit_code, "no list answered" in failed.stderr) == (1, True)
    report = run(app, ["report", "--warehouse", str(tmp_path / "w")])
    assert (report.exit_code, report.stdout.startswith("<!doctype html>")) == (0, True)


def test_an_alert_reaches_a_command_and_a_webhook_and_never_fails(tmp_path, kabar):
    heard = tmp_path / "heard"
    script = tmp_path / "hear.sh"
    script.write_text(f"#!/bin/sh\ncat > {heard}\n")
    Path(script).chmod(0o755)
    alerts.alert(str(script), "nightly failed", [f"line {n}" for n in range(50)])
    assert heard.read_text().splitlines()[0] == "nightly failed"
    assert heard.read_text().splitlines()[-1] == "... and 20 more"
    for target in ("", "/no/such/command", f"{kabar.url}/none", "http://127.0.0.9:1/", "'unbalanced"):
        alerts.alert(target, "nightly failed", [])
