"""Files to load, written by hand: pages, archives and tables with invented news, and what reading them gives."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.readers.files import read_pages
from tasks.readers.items import Item, Page, Refusal

HTML = b"<!DOCTYPE html><html><head><title>Panen raya</title></head><body><p>Petani Sumberejo panen raya.</p></body></html>"
TEXT = b"Panen raya di Sumberejo\nSenin, 15 Januari 2024 10:05 WIB\n\nPetani Sumberejo memanen padi.\n"
URL = "https://kabarnusa.example/berita/1"


def read(path: Path) -> list[Item]:
    return list(read_pages(path))


def bodies(path: Path) -> list[bytes]:
    return [item.body for item in read(path) if isinstance(item, Page)]


def refusals(path: Path) -> list[tuple[str, str | None, str]]:
    """Return source (from the folder on), source_id and reason of everything that was refused."""
    return [(item.source.rsplit("/", 1)[-1], item.source_id, item.reason) for item in read(path) if isinstance(item, Refusal)]


def reasons(path: Path) -> list[str]:
    return [reason for _, _, reason in refusals(path)]


def put(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zstd(data: bytes) -> bytes:
    return pa.Codec("zstd").compress(data, asbytes=True)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


class WarcFile:
    """A web archive in the making, written by warcio: the witness that is not ours."""

    def __init__(self, packed: bool = False) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=packed)

    def response(
        self, body: bytes, *, url: str = URL, status: str = "200 OK", kind: str = "response", **headers: str
    ) -> "WarcFile":
        lines = [(name.replace("_", "-"), value) for name, value in {"Content_Type": "text/html", **headers}.items()]
        http = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": "2024-01-15T03:05:00Z"}
        )
        self.writer.write_record(record)
        return self

    def record(self, kind: str, body: bytes, content_type: str, url: str = URL) -> "WarcFile":
        record = self.writer.create_warc_record(url, kind, payload=io.BytesIO(body), warc_content_type=content_type)
        self.writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self.file.getvalue()


def chunked(body: bytes, size_bytes: int = 7) -> bytes:
    parts = [body[i : i + size_bytes] for i in range(0, len(body), size_bytes)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


PACKED = {"": bytes, ".gz": gzip.compress, ".zst": zstd}
