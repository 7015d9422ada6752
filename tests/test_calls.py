"""A paragraph that asks the reader for something its medium wants is a call, whatever its words; reporting on channels and apps is none."""

import pytest

from seeds.rules import load_rules
from tasks.steps.calls import is_call
from tasks.steps.furniture import strip_lines
from tasks.steps.lines import Line

PROSE = [
    "Pemerintah kabupaten menyiapkan dua belas ton beras untuk operasi pasar menjelang musim hujan.",
    "Kepala dinas mengatakan setiap keluarga boleh membeli paling banyak dua karung pada hari itu.",
    "Operasi pasar dijadwalkan berlangsung hingga akhir bulan dan dievaluasi setiap dua pekan sekali.",
]


def left(*texts: str) -> list[str]:
    lines = [Line(text, number=number) for number, text in enumerate(texts, 1)]
    return [line.text for line in strip_lines(lines, load_rules())[0]]


@pytest.mark.parametrize(
    "call",
    [
        "Jangan lupa like, share, dan subscribe kanal YouTube kami!",
        "Suka artikel ini? Yuk follow Kabarkita di Google News!",
        "Mau Berita Terbaru Lainnya dari Kabarkita? Yuk Follow Kami di Google News dengan Mengklik Simbol Bintang.",
        "Ikuti Kabarkita di Instagram, X, Facebook, dan YouTube",
        "Click here to get the latest news updates from us on Google News",
        "Tetap terhubung dengan kami di Google Berita: Kabarkita",
        "Tonton video selengkapnya di kanal YouTube Kabarkita berikut.",
        "Semoga informasi ini bermanfaat. Jangan lupa bagikan artikel ini kepada teman-temanmu, ya!",
        "Ayo berlangganan newsletter mingguan kami.",
    ],
)
def test_a_call_goes_among_the_paragraphs_and_at_their_end(call):
    assert left(PROSE[0], PROSE[1], call, PROSE[2]) == PROSE
    assert left(*PROSE, call) == PROSE


@pytest.mark.parametrize(
    "call",
    [
        "Jurnalisme kami bergantung pada dukungan pembaca. Jika Anda menyukai liputan ini, pertimbangkan untuk berdonasi.",
    ],
)
def test_what_takes_longer_to_ask_goes_only_at_the_end(call):
    assert left(*PROSE, call) == PROSE
    assert left(PROSE[0], PROSE[1], call, PROSE[2]) == [PROSE[0], PROSE[1], call, PROSE[2]]


@pytest.mark.parametrize(
    "line",
    [
        "Layanan ini juga membuka saluran WhatsApp untuk keluhan penumpang.",
        "“Ikuti kanal YouTube kami,” kata pengelola.",
        "Ia mengajak warga ikuti saluran WhatsApp dinas itu untuk berita terbaru.",
        "Kemudian, pengguna juga akan kehilangan akses ke langganan dan konten yang dibeli dengan akun tersebut di YouTube atau Facebook.",
        "Untuk informasi lebih lanjut, warga dapat menghubungi dinas melalui WhatsApp 0811-0000-0000.",
        "Buka menu pengaturan, lalu pilih bagikan dan klik kirim.",
        "Jadi, kapan kamu ke sana?",
        "Selamat mencoba, Ma!",
        "Redaksi koran itu menerima tiga surat pada hari yang sama.",
        "Unduh aplikasi WhatsApp versi terbaru di Play Store atau App Store.",
        "1. Unduh aplikasi Telegram di ponsel.",
        "Klik menu Saluran WhatsApp, lalu pilih Buat Saluran.",
        "Korban diajak bergabung ke grup WhatsApp dan dijanjikan untung besar.",
        "Sekolah itu mengundang orang tua murid bergabung ke grup WhatsApp kelas.",
        "Jumlah pembaca yang berlangganan buletin harian itu mencapai dua juta orang.",
        "Dapatkan informasi terbaru tentang beasiswa di laman kementerian.",
        "Mari kita kawal perkembangan kasus ini sampai tuntas.",
        "Jangan sampai berita bohong lainnya menyebar di kampung.",
    ],
)
def test_reporting_stays_wherever_it_stands(line):
    assert left(PROSE[0], PROSE[1], line, PROSE[2]) == [PROSE[0], PROSE[1], line, PROSE[2]]
    assert left(*PROSE, line) == [*PROSE, line]


@pytest.mark.parametrize(
    "said",
    [
        "Ikuti saluran WhatsApp dinas itu untuk berita terbaru, kata kepala desa.",
        "Simak berita terbaru di saluran WhatsApp, menurut petugas itu.",
        "Papan itu bertuliskan: “Yuk, ikuti saluran WhatsApp kami untuk berita terbaru.”",
    ],
)
def test_what_somebody_says_is_no_call(said):
    assert not is_call(said, True)
    assert is_call("Ikuti saluran WhatsApp kami untuk berita terbaru.", False)


def test_prose_with_a_call_behind_it_loses_the_call_alone():
    prose = "Baca buku pada malam hari sulit bagi anak yang rumahnya tidak punya lampu."
    assert left(*PROSE, f"{prose} Cek Berita dan Artikel yang lain di Google News") == [*PROSE, prose]


@pytest.mark.parametrize("piece", ["dan ", "di a.com ", "berita lain ", "instagram ", "! "])
def test_a_hostile_line_is_answered_as_any_other(piece):
    for length in range(300, 500):
        assert not is_call((piece * 500)[:length], True)
