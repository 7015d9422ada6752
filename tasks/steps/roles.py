"""Roles: the words outlets print before a name, and what they make of its bearer: an author, an editor, a photographer ..."""

_ROLES = {
    "author": """
        penulis, diposting oleh, posting oleh, posted by, reporter, repoter, pewarta, wartawan, jurnalis, journalist, author, writer, rep,
        penulis naskah, penulis artikel, penulis berita, reporter lapangan, jurnalis video, video jurnalis, peliput, pelapor, koresponden,
        correspondent, naskah, naskah dan foto, narasi, teks, ditulis, ditulis oleh, ditulis dan disunting oleh, dilaporkan oleh, written by,
        reported by, words by, teks oleh, oleh, by, laporan, liputan, tim liputan, tim peliput, tim penulis, resensi oleh, ulasan oleh, peresensi,
        wawancara oleh, wawancara, pewawancara, puisi, cerpen, esai, diliput oleh, esai oleh, catatan, pengirim, pewarta warga, jurnalis warga,
        teks dan foto oleh, teks & foto""",
    "contributor": "kontributor, contributor",
    "translator": """
        penerjemah, penyadur, translator, alih bahasa, diterjemahkan oleh, diadaptasi oleh, disadur oleh, translated by""",
    "editor": """
        editor, redaktur, red, ed, penyunting, redaktur pelaksana, redpel, editor bahasa, edited by, diedit oleh, disunting oleh,
        penyelaras bahasa, sub editor, copy editor, asisten redaktur, asisten editor""",
    "agency": """
        sumber, source, sumber berita, sumber artikel, sumber tulisan, sumber naskah, dikutip dari, disadur dari, src""",
    "photo": """
        foto, photo, wartawan foto, pewarta foto, jurnalis foto, fotografer, photographer, foto oleh, photo by, sumber foto, sumber gambar,
        kamerawan, kameramen, juru kamera, kredit foto, photo credit, ilustrasi oleh, ilustrator, infografis oleh""",
    "other": """
        publisher, uploader, pengunggah, video editor, editor video, produser, producer, admin, penanggung jawab, tim redaksi, transkrip,
        layout, desain, desainer, grafis, content creator""",
}
ROLE_OF = {" ".join(name.split()): role for role, names in _ROLES.items() for name in names.split(",")}
ROLE_WORDS = "|".join(name.replace(" ", r"\s") for name in sorted(ROLE_OF, key=len, reverse=True))  # a pattern, the longest first
