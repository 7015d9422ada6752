"""Pages for tests: invented news as HTML with a little furniture, on invented outlets."""

from collections.abc import Sequence

STORIES = [
    (
        "Panen Bawang di Lereng Merawu Naik",
        [
            "Petani bawang di lereng Gunung Merawu memanen dua kali lebih banyak dari tahun lalu, Kamis (20/6/2024).",
            "Kepala desa Sumber Waru, Darmaji, menyebut hujan yang merata sebagai sebabnya dan berharap harga bertahan sampai akhir bulan.",
            "“Kami menanam lebih awal tahun ini,” kata Darmaji di balai desa, sambil menunjukkan gudang yang sudah penuh.",
            "Pedagang di pasar induk setempat menyatakan siap menampung seluruh hasil panen itu dengan harga pekan ini.",
        ],
    ),
    (
        "Jembatan Gantung Kali Ranu Kembali Dibuka",
        [
            "Jembatan gantung di atas Kali Ranu dibuka lagi setelah tiga bulan diperbaiki oleh warga dua kampung.",
            "Ketua panitia, Yohana Lede, mengatakan semua papan diganti dengan kayu ulin sumbangan warga perantauan.",
            "Anak-anak sekolah dari Kampung Seberang kini tidak perlu memutar sejauh tujuh kilometer setiap pagi.",
            "Dinas pekerjaan umum kabupaten akan memeriksa kabel baja jembatan itu dua kali dalam setahun.",
        ],
    ),
    (
        "Nelayan Tanjung Bira Utara Dapat Kapal Baru",
        [
            "Dua puluh kelompok nelayan di Tanjung Bira Utara menerima kapal kayu baru berukuran lima gros ton.",
            "Kapal itu dibuat oleh galangan rakyat di teluk sebelah dengan biaya dari koperasi nelayan sendiri.",
            "Ketua koperasi, Rahman Daeng Lalo, berharap hasil tangkapan cakalang naik pada musim angin timur.",
            "Para nelayan diminta merawat mesin kapal setiap bulan dan melapor bila ada kerusakan.",
        ],
    ),
]


def html_page(
    title: str, paragraphs: Sequence[str], *, host: str = "kabarmerawu.example", slug: str = "", time: str = "13:45"
) -> bytes:
    """Return a page of `host` with navigation, a byline, a printed date and a read-also box."""
    slug = slug or "-".join(title.lower().split())
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} - Kabar Merawu</title>
<link rel="canonical" href="https://{host}/berita/{slug}"><meta property="og:title" content="{title}">
</head><body><nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a> <a href="/ekonomi">Ekonomi</a></nav>
<article><h1>{title}</h1><div class="author">Penulis: Sari Wulandari</div><div class="date">Kamis, 20 Juni 2024 | {time} WIB</div>
<div class="content">{body}<p><strong>Baca Juga: <a href="/berita/lain">Harga Pupuk Turun Lagi</a></strong></p></div></article>
<footer>&copy; 2024 Kabar Merawu</footer></body></html>""".encode()


def site(host: str = "kabarmerawu.example") -> dict[str, bytes]:
    """Return one page for each of the invented stories, by file name."""
    return {f"{host}-{i}.html": html_page(title, paragraphs, host=host) for i, (title, paragraphs) in enumerate(STORIES)}
