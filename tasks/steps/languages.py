"""Languages: which language a text is in, told by its commonest small words."""

import re

# The commonest function words of each language. Malay is told from Indonesian by words that one uses and the
# other does not (kerana/karena, polis/polisi, bahawa/bahwa).
_WORDS = {
    "id": """
        yang dan di ini itu dengan untuk dari dalam tidak akan pada juga oleh ke karena bisa kata ada sudah telah bahwa saat
        kami mereka seperti hingga tersebut atau menjadi para tahun ujar ujarnya katanya kepada adalah sebagai lebih setelah
        namun bukan masih belum harus sehingga antara saya anda kita dia ia hari orang satu dua warga polisi rumah kota
        serta agar maupun
    """,
    "ms": """
        kerana ialah mereka boleh beliau telah bahawa tidak dengan untuk yang dan di ini itu dalam pada akan daripada
        manakala turut kata katanya oleh juga semalam polis hospital kepada adalah apabila sebanyak negara kerajaan menteri
        isnin selasa rabu khamis jumaat sabtu ahad peratus lebih masih belum perlu ujarnya sehingga supaya berkata bercakap
        pihak anggota
    """,
    "en": """
        the of and to in that for is on was with as by at he from it be are his has have this not an had its said which but
        they will who were their been more or one after about would when
    """,
    "jv": """
        lan ing sing kang iku ora wis saka karo kanggo ana dadi iki marang menyang uga dening kuwi nanging bisa luwih banjur
        manut utawa nalika supaya sawise wong amarga amerga durung isih tau akeh bocah omah dina taun kaya yen nyang mung
        kabeh saking ingkang wonten boten dados sampun menika punika kaliyan kangge saged dipun
    """,
    "su": """
        jeung nu di ka ti teu geus ieu eta éta anu keur tina pikeun dina oge ogé mah téh teh nya aya henteu hareup urang
        jelema sanajan nepi kudu bisa waé wae ku lamun sok lain mun baé bae tapi atawa jadi deui sarta kana saperti ayeuna
        imah poé poe taun nyaéta nyaeta
    """,
}
_ONLY_MALAY_TEXT = """
kerana bahawa polis isnin khamis jumaat peratus kerajaan bercakap manakala ialah
"""
_ONLY_MALAY = frozenset(_ONLY_MALAY_TEXT.split())
_ONLY_INDONESIAN_TEXT = """
bahwa beberapa bisa hingga jumat kamis karena kepolisian meski persen polisi rp sebesar sementara senin tersebut ujar
ujarnya usai warga
"""
_ONLY_INDONESIAN = frozenset(_ONLY_INDONESIAN_TEXT.split())
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_WORD = re.compile(r"[a-zé'’]+")
WORDS_MIN = 12
SHARE_MIN = 0.12


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`: id, ms, en, jv or su; None for a text too short to tell (12 words) or in none of them.

    The share of the text's first 400 words that are the commonest small words of each language decides; a language's share must be
    at least 0.12 and Indonesian wins a draw.
    """
    words = _WORD.findall(text[:6000].lower())[:400]
    if len(words) < WORDS_MIN:
        return None
    shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in _SETS.items()}
    best = max(shares, key=lambda code: (shares[code], code == "id"))
    if shares[best] < SHARE_MIN:
        return None
    if best in ("id", "ms"):
        malay, indonesian = (sum(map(known.__contains__, words)) for known in (_ONLY_MALAY, _ONLY_INDONESIAN))
        return "ms" if malay >= 2 and malay > 2 * indonesian else "id"
    return best
