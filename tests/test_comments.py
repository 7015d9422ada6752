"""Readers' comments below an article are found without any name on their container; dialogue, timelines and live reports are none."""

import pytest

from seeds.rules import load_rules
from tasks.steps.comments import comments_at
from tasks.steps.furniture import strip_lines
from tasks.steps.lines import Line

PROSE = [
    "Pemerintah kabupaten menyiapkan dua belas ton beras untuk operasi pasar menjelang musim hujan.",
    "Kepala dinas mengatakan setiap keluarga boleh membeli paling banyak dua karung pada hari itu.",
    "Operasi pasar dijadwalkan berlangsung hingga akhir bulan dan dievaluasi setiap dua pekan sekali.",
]
ONE = "Semoga cepat sampai ke desa kami juga ya pak, kasihan warga."
TWO = "Tolong dicek harganya, di pasar kami masih mahal sekali."


@pytest.mark.parametrize(
    "comments",
    [
        ["Joni P 2 hari lalu", ONE, "Suka Balas", "mak butet 1 jam yang lalu", TWO, "Suka Balas"],
        ["Joni P", "2 hari lalu", ONE, "Balas", "mak butet", "1 jam lalu", TWO, "Balas"],
        ["Rudi berkata:", "12 November 2022 pukul 07:10", ONE, "Balas", "Sinta berkata:", "13 November 2022 pukul 08:00", TWO],
        ["Rina says:", "2 days ago", ONE, "Reply"],
        ["Pak Kumis08/04/2025 10:10", ONE, "Lina, 8 April 2025 11:22", TWO],
        ["Anang Setiawan", ONE, "3 Maret 2024 16:12", "bude_sri", TWO, "3 Maret 2024 17:40"],
    ],
)
def test_comments_below_the_text_are_cut_as_a_whole(comments):
    lines = [Line(text, number=number) for number, text in enumerate([*PROSE, *comments], 1)]
    kept, cuts = strip_lines(lines, load_rules())
    assert [line.text for line in kept] == PROSE
    assert {cut.rule for cut in cuts} == {"comments"}


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Pak Lurah berkata:",
            "“Sudah dua hari lalu saya tunggu.”",
            "Si tukang kopi menjawab:",
            "“Belum.”",
            "Pak Lurah berkata:",
            "“Ya.”",
        ],
        ["14.20 WIB", ONE, "2 jam lalu", TWO, "3 jam lalu", ONE],
        [
            "2 Maret 2024 10:00",
            "Hujan turun di hulu sungai sejak pagi buta.",
            "3 Maret 2024 11:00",
            "Air mulai naik ke jalan desa.",
        ],
        ["Senin, 8 April 2025 10:10", ONE, "Selasa, 9 April 2025 11:00", TWO],
        ["Peristiwa itu terjadi dua hari lalu.", "Balas dendam", "Ia berkata: pulanglah."],
    ],
)
def test_dialogue_timelines_and_live_reports_are_no_comments(lines):
    assert comments_at([*PROSE, *lines]) is None
