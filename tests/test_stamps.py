"""Every printed and written form of a date is read; what is no date is not."""

from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.steps.dates import date_line, date_lines, date_of, line_witness
from tests.web import DAYS, MONTHS

# The text, and what it says: the clock with the zone only where one is written; a bare day has no clock.
FORMS = [
    ("Kompas.com - 20/06/2024, 13:45 WIB", "2024-06-20T13:45+07:00"),
    ("Kamis, 20 Juni 2024 - 13:45 WIB", "2024-06-20T13:45+07:00"),
    ("Rabu 06 Sep 2023 11:52 WIB", "2023-09-06T11:52+07:00"),
    ("- 5 September 2023, 20:37 WIB", "2023-09-05T20:37+07:00"),
    ("on 16 Feb 2016 at 09:10 WIB", "2016-02-16T09:10+07:00"),
    ("Selasa, 16 Februari 2016 | 14:38 WIB", "2016-02-16T14:38+07:00"),
    ("SELASA, 16 FEBRUARI 2016 | 14:38 WIB", "2016-02-16T14:38+07:00"),
    ("17 Agustus 2025 | 15.00 WIB", "2025-08-17T15:00+07:00"),
    ("Senin, 10/10/2016 05:12", "2016-10-10T05:12"),
    ("Senin, 10/10/2016 05:12 WIB", "2016-10-10T05:12+07:00"),
    ("2026-05-13WIB18:45:00+07:00", "2026-05-13T18:45+07:00"),
    ("2019-09-28WIB19:17:34+07:00", "2019-09-28T19:17:34+07:00"),
    ("20 Feb 2024 13:45", "2024-02-20T13:45"),
    ("Diperbarui 20 Des 2021, 13:04 WIB", "2021-12-20T13:04+07:00"),
    ("Jum'at, 19 Juni 2015 - 11:58 wib", "2015-06-19T11:58+07:00"),
    ("Jum’at, 19 Juni 2015 11:58 WIB", "2015-06-19T11:58+07:00"),
    ("Jumat (19/6/2015) 11:58 WIB", "2015-06-19T11:58+07:00"),
    ("Ahad, 10 September 2023 06:00 WIB", "2023-09-10T06:00+07:00"),
    ("Ahad , 10 Sep 2023, 06:00 WIB", "2023-09-10T06:00+07:00"),
    ("Minggu, 7 Feb 2016 10:00 WIB", "2016-02-07T10:00+07:00"),
    ("Selasa , 07 Februari 2017, 11:28 WIB", "2017-02-07T11:28+07:00"),
    ("Rabu, 5 Ags 2020 pukul 10.30 WITA", "2020-08-05T10:30+08:00"),
    ("Rabu, 5 Agu 2020, 10:30 WITA", "2020-08-05T10:30+08:00"),
    ("5 Agt 2020 | 10:30 WITA", "2020-08-05T10:30+08:00"),
    ("5 Agust 2020 10:30 WITA", "2020-08-05T10:30+08:00"),
    ("29 Peb 2016 10:00 WIT", "2016-02-29T10:00+09:00"),
    ("29 Pebruari 2016 10:00 WIT", "2016-02-29T10:00+09:00"),
    ("12 Nop 2021 08:00", "2021-11-12T08:00"),
    ("Jumat, 12 Nopember 2021 08:00:12", "2021-11-12T08:00:12"),
    ("12 Okt 2021 08:00 WIB", "2021-10-12T08:00+07:00"),
    ("12 Oktober 2021 08:00 WIB", "2021-10-12T08:00+07:00"),
    ("1 Mei 2020, 00:05 WIB", "2020-05-01T00:05+07:00"),
    ("1 Maret 2020 07:05 WIB", "2020-03-01T07:05+07:00"),
    ("1 Mar 2020 07:05 WIB", "2020-03-01T07:05+07:00"),
    ("31 Desember 2019 23:59 WIT", "2019-12-31T23:59+09:00"),
    ("20/1/2026 18:30", "2026-01-20T18:30"),
    ("20-06-2024 13:45", "2024-06-20T13:45"),
    ("20.06.2024 13.45", "2024-06-20T13:45"),
    ("20 / 06 / 2024 13:45", "2024-06-20T13:45"),
    ("06/09/23 11:52", "2023-09-06T11:52"),
    ("2022/12/10 13:19:56", "2022-12-10T13:19:56"),
    ("2024-06-20 13:45:00 WIB", "2024-06-20T13:45+07:00"),
    ("2024-06-20 | 13:45 WIB", "2024-06-20T13:45+07:00"),
    ("19 Jun 2015 | 13:06", "2015-06-19T13:06"),
    ("Gayuh Pratiwi02 Jun 2020, 19:15 WIB", "2020-06-02T19:15+07:00"),
    ("Meilina - 13 Oktober 2016 23:11 wib", "2016-10-13T23:11+07:00"),
    ("13:45 WIB, 20 Juni 2024", "2024-06-20T13:45+07:00"),
    ("13.45 WIB | Kamis, 20 Juni 2024", "2024-06-20T13:45+07:00"),
    ("05:12 PM, 10 Okt 2016", "2016-10-10T17:12"),
    ("Rabu, 06 September 2023 / 11:52 WIB", "2023-09-06T11:52+07:00"),
    ("Rabu, 06 September 2023 – 11:52 WIB", "2023-09-06T11:52+07:00"),
    ("Rabu, 06 September 2023 11:52:00 WIB", "2023-09-06T11:52+07:00"),
    ("Rabu, 6 September 2023 pukul 11.52 WIB", "2023-09-06T11:52+07:00"),
    ("6 September 2023 jam 11:52", "2023-09-06T11:52"),
    ("Rabu 06-09-2023,11:52 WIB", "2023-09-06T11:52+07:00"),
    ("6 September 2023 11:52WIB", "2023-09-06T11:52+07:00"),
    ("6 September 2023 11:52 (WIB)", "2023-09-06T11:52+07:00"),
    ("6 September 2023 11:52 GMT+7", "2023-09-06T11:52+07:00"),
    ("6 September 2023 04:52 UTC", "2023-09-06T04:52+00:00"),
    ("Sabtu 1 Januari 2022, 24:00 WIB", "2022-01-02T00:00+07:00"),
    ("Feb 16, 2016 9:10 am", "2016-02-16T09:10"),
    ("February 16, 2016 9:10 PM", "2016-02-16T21:10"),
    ("Februari 11, 2016 7.20am WIB", "2016-02-11T07:20+07:00"),
    ("June 5, 2020, 7:30 PM", "2020-06-05T19:30"),
    ("27 March 2022, 18:59 WIB", "2022-03-27T18:59+07:00"),
    ("20 June 2024 1:45 pm WIB", "2024-06-20T13:45+07:00"),
    ("16th February 2016 12:00 am", "2016-02-16T00:00"),
    ("Saturday, May 11, 2024 10:30 WIB", "2024-05-11T10:30+07:00"),
    ("Tue, 16 Feb 2016 09:10:00 +0700", "2016-02-16T09:10+07:00"),
    ("Tue, 16 Feb 2016 02:10:00 GMT", "2016-02-16T02:10+00:00"),
    ("2016-02-16T13:01:52+0700", "2016-02-16T13:01:52+07:00"),
    ("2016-02-16T13:01:52+07:00", "2016-02-16T13:01:52+07:00"),
    ("2023-09-06T04:52:00.000Z", "2023-09-06T04:52+00:00"),
    ("2023-09-06T04:52:00.123456+00:00", "2023-09-06T04:52+00:00"),
    ("2015-11-05 T10:08:58Z", "2015-11-05T10:08:58+00:00"),
    ("2022-12-10T13-19-56Z", "2022-12-10T13:19:56+00:00"),
    ("2016-02-16T13:01", "2016-02-16T13:01"),
    ("2017-02-07 11:31:54.0", "2017-02-07T11:31:54"),
    ("20240620134500", "2024-06-20T13:45"),
    ("20160211T065800+0700", "2016-02-11T06:58+07:00"),
    ("1670653196", "2022-12-10T06:19:56+00:00"),
    ("1670653196000", "2022-12-10T06:19:56+00:00"),
    ("Senin, 10/03/2016", "2016-10-03"),  # the weekday says the month stands first
    ("3/14/2016", "2016-03-14"),  # there is no fourteenth month
    ("(26/7/2023)", "2023-07-26"),
    ("Rabu (26/7/2023)", "2023-07-26"),
    ("12 Mei 2021", "2021-05-12"),
    ("Maret 17, 2024", "2024-03-17"),
    ("2023-09-06", "2023-09-06"),
]


@pytest.mark.parametrize(("text", "said"), FORMS, ids=[text for text, _ in FORMS])
def test_every_form_of_a_date_is_read(text: str, said: str):
    stamp = date_of(text)
    assert stamp is not None
    assert stamp.at == datetime.fromisoformat(said)
    assert stamp.zoned is ("+" in said)
    assert stamp.precision == ("minute" if "T" in said else "day")


def test_the_table_holds_at_least_eighty_forms():
    assert len({text for text, _ in FORMS}) >= 80


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rp 12.500.000",
        "1.234.567",
        "Rabu lalu",
        "Pilkada 2017",
        "SEA Games 2015",
        "31 Februari 2020 10:00",
        "0001-01-01T00:00:00Z",
        "12/1945",
        "1970-01-01T00:00:00Z",
        "pukul 08.00 WITA",
        "99/99/2020",
        "Juni 2024",
        "telepon 021-555-1234",
        "Nomor 12/2020",
        "2 3 4",
        "12 Mei 9999",
    ],
)
def test_what_is_no_date_is_not_read(text: str):
    assert date_of(text) is None


def test_the_weekday_that_contradicts_its_date_is_told():
    assert date_of("Rabu, 6 September 2023").weekday_ok is True  # type: ignore[union-attr]  # a date stands there
    assert date_of("Senin, 6 September 2023").weekday_ok is False  # type: ignore[union-attr]  # a date stands there
    assert date_of("6 September 2023").weekday_ok is None  # type: ignore[union-attr]  # a date stands there


def test_a_change_is_told_from_a_publication():
    stamps = date_lines("Terbit 5 Mei 2020 10:00 WIB | Diperbarui 6 Mei 2020 09:00 WIB")
    assert [(stamp.role, stamp.at.day) for stamp in stamps] == [("published", 5), ("modified", 6)]
    text = "Terbit 5 Mei 2020 10:00 WIB | Diperbarui 6 Mei 2020 09:00 WIB"
    assert [text[stamp.start : stamp.end] for stamp in stamps] == ["5 Mei 2020 10:00 WIB", "6 Mei 2020 09:00 WIB"]


@pytest.mark.parametrize(
    "line",
    [
        "Kompas.com - 20/06/2024, 13:45 WIB",
        "Meilina Dewi - 13 Oktober 2016 23:11 wib",
        "DAERAH | 16 Juni 2021 13:00 Reporter : Andre Gunawan",
        "5 September 2023",
        "Oleh Giovani Prasetyo pada 20 Des 2021, 09:59 WIB",
        "Diterbitkan pada Rabu, 6 Sep 2023 11:52 WIB",
        "6 September 2023 11:52 WIB · waktu baca 2 menit",
        "Rabu, 6 September 2023 11:52 WIB | Dibaca 1.204 kali",
        "By Rina Kartika on 06 Sep 2023 at 11:52 WIB",
    ],
)
def test_a_date_line_may_hold_a_name_a_section_or_a_count_beside_the_date(line: str):
    assert date_line(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Warga menyeberangi Sungai Cirata dengan rakit bambu di Desa Sukatani, Rabu (6/9/2023).",
        "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --",
        "Jembatan itu dibangun pada 12 Mei 2020 dan rusak setahun kemudian.",
        "Selasa, 5 September 2023 08:00 WIB Harga Cabai di Pasar Wanasari Turun Tajam Pekan Ini",
        "Foto: Antara, 12/3/2016",
        "© 2007 - 2015 kabarcontoh.test 12/12/2015",
        "Jakarta, 12 Mei 2020",
        "Copyright 12 Mei 2020",
        "Selasa (10/6/2025).",
        "Pada Selasa 10 Mei 2025 petang nanti",
        "Baca juga: Jadwal Kapal 12 Mei 2020",
    ],
)
def test_a_caption_a_sentence_a_teaser_a_dateline_is_no_date_line(line: str):
    assert date_line(line) is None


def test_how_long_ago_is_a_witness_too():
    assert line_witness("3 jam yang lalu") is not None
    assert line_witness("Ia datang 3 jam yang lalu dari Medan") is None


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789/:.-,| TZ+WIBJanuariSeptmb'", max_size=80))
@example("1/1/1" * 15)
def test_no_text_stops_the_reader_and_a_span_is_inside_the_text(text: str):
    stamp = date_of(text)
    if stamp is not None:
        assert 0 <= stamp.start < stamp.end <= len(text)
        assert stamp.precision in ("minute", "day")
        assert 1995 <= stamp.at.year <= 2101


@given(st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2090, 1, 1)))
def test_what_is_printed_is_what_is_read(at: datetime):
    printed = f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year} | {at:%H:%M} WIB"
    stamp = date_of(printed)
    assert stamp is not None
    assert stamp.at.replace(tzinfo=None) == at.replace(second=0, microsecond=0)
    assert stamp.weekday_ok is True
