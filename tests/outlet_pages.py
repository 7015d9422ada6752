"""Pages of invented outlets for tests of learning: articles that have nothing in common, with whatever stands under all of them."""

from collections.abc import Sequence

THINGS = ["Jembatan", "Pasar", "Sekolah", "Terminal", "Puskesmas", "Stadion", "Museum", "Bendungan", "Dermaga", "Perpustakaan"]
TOWNS = [
    "Warulor",
    "Kedungasri",
    "Tanjungsepi",
    "Batukelir",
    "Muaraning",
    "Sindangrasa",
    "Lembahayu",
    "Pulorejo",
    "Karangtirta",
    "Sungaiputih",
]
TURNS = [
    "Diperbaiki",
    "Diresmikan",
    "Ditutup",
    "Diperluas",
    "Dipindahkan",
    "Direnovasi",
    "Disewakan",
    "Dikosongkan",
    "Dipagari",
    "Dilelang",
]


def titles(count: int) -> list[str]:
    """Return headlines of which no word stands in more than a tenth."""
    return [f"{THINGS[i % 10]} {TOWNS[(i + i // 10) % 10]} {TURNS[(i + 3 * (i // 10)) % 10]}" for i in range(count)]


def text_of(number: int) -> list[str]:
    """Return the paragraphs of one article, which no other has."""
    thing, town, turn = THINGS[number % 10], TOWNS[(number + number // 10) % 10], TURNS[(number + 3 * (number // 10)) % 10]
    return [
        f"{thing} di {town} mulai {turn.lower()} pada hari ke-{number} setelah rapat panjang di balai kota itu.",
        f"Kepala dinas setempat berharap pekerjaan nomor {number} rampung sebelum musim hujan tiba di daerah tersebut.",
        f"Biaya sebesar {number + 3} miliar rupiah berasal dari kas daerah dan sumbangan para perantau asal {town}.",
    ]


def page_of(
    number: int, below: Sequence[str] = (), above: Sequence[str] = (), host: str = "suararanu.example", title: str | None = None
) -> bytes:
    """Return the page of one article, with more paragraphs (HTML) above and below its text."""
    title = title or titles(number + 1)[number]
    body = "\n".join(f"<p>{text}</p>" for text in [*above, *text_of(number), *below])
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="https://{host}/berita/{number}-kabar"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2024-06-{number % 20 + 1:02}T08:00:00+07:00"></head>
<body><article><h1>{title}</h1><div class="content">{body}</div></article></body></html>""".encode()
