"""The court of dates: who is believed, in which zone, and when nobody is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.steps.dates import Verdict, Witness, read_dates

FETCHED = datetime(2023, 9, 10, tzinfo=UTC)
NOON = datetime(2023, 9, 6, 4, 52, tzinfo=UTC)  # 11:52 WIB
VISIBLE = Witness("Rabu, 6 September 2023 11:52 WIB", "visible")
NAIVE = Witness("Rabu, 6 September 2023 11:52", "visible")


def judge(*witnesses: Witness, fetched_at: datetime | None = FETCHED, zone: str = "Asia/Jakarta") -> Verdict:
    return read_dates(witnesses, fetched_at, zone)


def test_a_printed_zone_is_believed():
    assert judge(VISIBLE)[:3] == (NOON, "minute", "visible")


def test_a_clock_without_a_zone_is_in_the_outlets_zone_and_says_so():
    assert judge(NAIVE)[:3] == (NOON, "minute", "visible+zone")
    assert judge(NAIVE, zone="Asia/Makassar").published_at == datetime(2023, 9, 6, 3, 52, tzinfo=UTC)


def test_markup_that_shows_the_visible_minute_lends_its_seconds_and_zone():
    verdict = judge(NAIVE, Witness("2023-09-06T11:52:41+07:00", "json-ld"))
    assert verdict[:3] == (NOON.replace(second=41), "minute", "json-ld")


def test_true_utc_in_markup_tells_the_zone_of_the_visible_clock():
    verdict = judge(Witness("6 September 2023 12:52", "visible"), Witness("2023-09-06T04:52:00Z", "meta"))
    assert verdict[:3] == (NOON, "minute", "meta")  # 12:52 is WITA


def test_a_z_whose_clock_is_the_visible_one_lies():
    assert judge(VISIBLE, Witness("2023-09-06T11:52:08Z", "meta")).published_at == NOON.replace(second=8)
    assert judge(NAIVE, Witness("2023-09-06T11:52:08Z", "meta"))[:3] == (NOON.replace(second=8), "minute", "visible+zone")


def test_minus_seven_is_a_slip_for_plus_seven():
    assert judge(Witness("2023-09-06T11:52:00-07:00", "json-ld"))[:3] == (NOON, "minute", "json-ld+zone")


def test_a_z_that_says_later_than_the_fetch_lies():
    fetched_at = datetime(2023, 9, 6, 5, 30, tzinfo=UTC)
    assert judge(Witness("2023-09-06T11:52:00Z", "meta"), fetched_at=fetched_at)[:3] == (NOON, "minute", "meta+zone")


def test_a_z_that_nothing_contradicts_is_believed():
    assert judge(Witness("2023-09-06T04:52:00Z", "json-ld"))[:3] == (NOON, "minute", "json-ld")


def test_a_z_beside_a_plus_seven_of_the_same_clock_lies():
    verdict = judge(Witness("2023-09-06T11:52:00Z", "meta"), Witness("2023-09-06T11:52:00+07:00", "json-ld"))
    assert verdict.published_at == NOON


def test_a_visible_clock_that_differs_by_minutes_wins_over_markup():
    assert judge(VISIBLE, Witness("2023-09-06T11:57:13+07:00", "json-ld")).published_at == NOON


def test_a_visible_clock_days_later_than_all_markup_is_a_change():
    verdict = judge(Witness("8 September 2023 10:00 WIB", "visible"), Witness("2023-09-06T11:52:00+07:00", "json-ld"))
    assert verdict[:3] == (NOON, "minute", "json-ld")


def test_a_visible_clock_of_another_day_loses_when_url_and_markup_agree():
    verdict = judge(
        Witness("5 September 2023 08:00 WIB", "visible"),
        Witness("2023-09-06T11:52:00+07:00", "meta"),
        Witness("2023-09-06", "url"),
    )
    assert verdict.published_at == NOON


def test_a_day_alone_is_a_day():
    verdict = judge(Witness("6 September 2023", "visible"))
    assert verdict[:3] == (datetime(2023, 9, 5, 17, tzinfo=UTC), "day", "visible+zone")


def test_midnight_in_markup_is_a_day_without_a_clock():
    assert judge(Witness("2023-09-06T00:00:00+07:00", "json-ld")).precision == "day"


def test_a_clock_goes_before_a_day():
    assert judge(Witness("6 September 2023", "visible"), Witness("2023-09-06T04:52:00Z", "meta"))[:2] == (NOON, "minute")


def test_the_url_is_heard_when_no_one_else_has_a_clock():
    assert judge(Witness("2023-09-06T11:52:00", "url"))[:3] == (NOON, "minute", "url+zone")
    assert judge(Witness("2023-09-06", "url"))[:2] == (datetime(2023, 9, 5, 17, tzinfo=UTC), "day")


def test_what_the_row_stated_goes_before_the_url_and_after_the_page():
    given_ = Witness("2023-09-06T04:52:00+00:00", "given")
    assert judge(given_, Witness("2023-09-06T09:00:00", "url")).published_from == "given"
    assert judge(given_, VISIBLE).published_from == "visible"


def test_no_witness_no_date():
    assert judge() == Verdict(None, None, None, None, None)


def test_a_future_date_is_null_and_the_reason_says_why():
    verdict = judge(Witness("2031-01-01T10:00:00+07:00", "json-ld"))
    assert verdict.published_at is None
    assert "2031" in (verdict.reason or "")


def test_an_absurd_date_is_null_and_the_reason_says_why():
    verdict = judge(Witness("0001-01-01T00:00:00Z", "json-ld"))
    assert verdict.published_at is None
    assert "0001-01-01" in (verdict.reason or "")


def test_every_witness_is_kept_with_what_was_made_of_it():
    told = [
        Witness("2024-05-01T10:15:00+09:00", "json-ld"),
        Witness("2031-01-01T10:00:00+07:00", "meta"),
        Witness("0001-01-01T00:00:00Z", "meta", "modified"),
    ]
    verdict = read_dates(told, datetime(2024, 5, 2, tzinfo=UTC))
    assert verdict.heard == tuple(zip(told, [None, "future date", "no date"], strict=True))
    assert read_dates([Witness("3 jam yang lalu", "visible")], None).heard[0].refused == "no fetch time"


@pytest.mark.parametrize(
    ("text", "precision"), [("25 menit yang lalu", "minute"), ("3 jam lalu", "day"), ("2 hari yang lalu", "day")]
)
def test_how_long_ago_needs_the_fetch_time(text: str, precision: str):
    assert judge(Witness(text, "visible"), fetched_at=None).published_at is None
    verdict = judge(Witness(text, "visible"))
    assert verdict.published_at is not None and verdict.published_at < FETCHED
    assert verdict.precision == precision


def test_a_change_is_kept_apart_from_the_publication():
    verdict = judge(VISIBLE, Witness("6 September 2023 15:00 WIB", "visible", "modified"))
    assert verdict.published_at == NOON
    assert verdict.modified_at == datetime(2023, 9, 6, 8, tzinfo=UTC)


def test_a_change_before_the_publication_is_none():
    assert judge(VISIBLE, Witness("5 September 2023 15:00 WIB", "visible", "modified")).modified_at is None


def test_a_lying_zone_lies_about_the_change_too():
    verdict = judge(
        NAIVE, Witness("2023-09-06T11:52:00-07:00", "json-ld"), Witness("2023-09-06T13:00:00-07:00", "json-ld", "modified")
    )
    assert verdict.modified_at == datetime(2023, 9, 6, 6, tzinfo=UTC)


WITNESSES = st.lists(
    st.builds(
        Witness,
        st.sampled_from(
            [
                VISIBLE.text,
                NAIVE.text,
                "2023-09-06T11:52:08Z",
                "2023-09-06T04:52:00Z",
                "2023-09-06",
                "besok",
                "2031-01-01T00:00:00Z",
                "3 jam lalu",
            ]
        ),
        st.sampled_from(["json-ld", "meta", "visible", "url", "feed", "given"]),
        st.sampled_from(["published", "modified", "created"]),
    ),
    max_size=6,
)


@given(WITNESSES)
def test_a_date_has_a_witness_and_a_zone_or_a_flag(witnesses: list[Witness]):
    verdict = read_dates(witnesses, FETCHED)
    if verdict.published_at is None:
        assert verdict.precision is None and verdict.published_from is None
    else:
        assert verdict.published_at.utcoffset() is not None
        assert str(verdict.published_from).removesuffix("+zone") in {witness.source for witness in witnesses}
        assert verdict.modified_at is None or verdict.modified_at >= verdict.published_at


def test_a_date_with_the_weekday_of_another_day_contradicts_itself_and_does_not_count():
    alone = read_dates([Witness("Senin, 6 September 2023 10:15 WIB", "visible")], None)
    assert (alone.published_at, alone.reason) == (None, "weekday of another day: Senin, 6 September 2023 10:15 WIB (visible)")
    meta = Witness("2023-09-04T10:15:00+07:00", "meta")
    assert read_dates([alone.heard[0].witness, meta], None).published_from == "meta"
