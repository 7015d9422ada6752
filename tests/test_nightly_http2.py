"""HTTPS: pages come over HTTP/2 where the server has it, and a certificate that is not right has its reason."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tasks import web

PAGE = b"<p>Warga menanam bakau di pesisir.</p>" * 3000


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a file with a key and a certificate for 127.0.0.2, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kabar.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.2"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    yield path


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speak HTTP/2 on one connection: PAGE for every request, as fast as the client's window allows."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    connection.initiate_connection()
    left: dict[int, bytes] = {}
    with suppress(ConnectionError):
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                    left[event.stream_id] = PAGE
            for stream in list(left):
                while left[stream] and (room := min(connection.local_flow_control_window(stream), 16_000)) > 0:
                    connection.send_data(stream, left[stream][:room])
                    left[stream] = left[stream][room:]
                if not left[stream]:
                    connection.end_stream(stream)
                    del left[stream]
            writer.write(connection.data_to_send())
            await writer.drain()


async def asked(certificate: Path, count: int) -> list[web.Answer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    server = await asyncio.start_server(answer, "127.0.0.2", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with server, web.Web("Kliping/test", allow_private=True) as client:
        return await asyncio.gather(*(client.get(f"https://127.0.0.2:{port}/{n}", 10, 1_000_000) for n in range(count)))


def test_pages_come_over_http2(certificate, monkeypatch):
    monkeypatch.setattr(web, "tls", lambda: ssl.create_default_context(cafile=certificate))
    answers = asyncio.run(asked(certificate, 8))
    assert [(one.status, one.body) for one in answers] == [(200, PAGE)] * 8


def test_a_certificate_nobody_vouches_for_has_its_reason(certificate):
    with pytest.raises(web.WebError) as caught:
        asyncio.run(asked(certificate, 1))
    assert (caught.value.reason, caught.value.is_passing) == ("tls", False)
