"""One request to the web: asynchronous, over HTTP/1.1 or HTTP/2, to an address that was checked, within limits of time and size."""

import asyncio
import socket
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import Any, NamedTuple

import httpcore
import httpx

from tasks.steps.web.addresses import why_refused

NO_SUCH_NAME = (socket.EAI_NONAME, socket.EAI_NODATA)
"""What a resolver answers for good. Silence and failures of its own are other errors, and may pass."""


class WebError(Exception):
    """A request that gave no answer: `reason` as rejects keep it, and whether another try may do better."""

    def __init__(self, reason: str, detail: str, is_passing: bool = False) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail, self.is_passing = reason, detail, is_passing


class Answer(NamedTuple):
    """What a server answered: header names in lower case, the body decompressed and otherwise as sent, seconds to its last byte."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connections to addresses that were looked up and checked here, so a name that changes its address gains nothing.

    TLS still checks the certificate against the name: httpcore hands it over apart from where it connects to.
    """

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        problem: Exception = WebError("dns", f"{host}: no address")
        for address in await self.addresses(host, port, timeout):
            try:
                return await self.inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return up to three addresses of `host`; `WebError` ("address") when one of them may not be asked: a name that mixes both is a trap."""
        try:
            async with asyncio.timeout(timeout):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, TimeoutError) as error:
            is_final = isinstance(error, socket.gaierror) and error.errno in NO_SUCH_NAME
            raise WebError("dns", f"{host}: {error or 'no answer'}", is_passing=not is_final) from error
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        why = next((why for address in addresses if (why := why_refused(address, self.allow_private))), None)
        if why:
            raise WebError(
                "address", f"{host}: {why}; an outlet's file admits its private ones with allow_private_addresses = true"
            )
        return addresses[:3]

    async def connect_unix_socket(self, path: str, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        raise WebError("address", f"{path}: a socket of this machine; wanted a host")

    async def sleep(self, seconds: float) -> None:
        await self.inner.sleep(seconds)


Check = Callable[[Mapping[str, str]], object]


class Web:
    """A pool of connections for one event loop."""

    def __init__(self, user_agent: str, allow_private: bool = False) -> None:
        self.headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "id,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        self.pool = httpcore.AsyncConnectionPool(
            ssl_context=tls(), http2=True, max_connections=100, keepalive_expiry=30, network_backend=CheckedBackend(allow_private)
        )

    async def __aenter__(self) -> "Web":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.pool.aclose()

    async def get(
        self, url: str, timeout_s: float, max_bytes: int, headers: Mapping[str, str] | None = None, check: Check = lambda _: None
    ) -> Answer:
        """Return the answer to one request; redirects are not followed. `timeout_s` is for all of it, `max_bytes` for the body decompressed.

        `check` sees the headers of a good answer before its body is read, and may raise. The body of another answer is not kept.
        Raises `WebError`: timeout, connection, incomplete, protocol, tls, dns, address, too-large, bad-encoding.
        """
        target = address_of(url)
        told_headers = {"Host": target.netloc.decode("ascii"), **self.headers, **(headers or {})}
        sent: list[tuple[bytes | str, bytes | str]] = list(told_headers.items())
        limits = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        begun = time.monotonic()
        try:
            async with (
                asyncio.timeout(timeout_s),
                self.pool.stream("GET", str(target), headers=sent, extensions={"timeout": limits}) as answer,
            ):
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
                if 200 <= answer.status < 300:
                    check(told)
                    body = await whole(answer.aiter_stream(), told, max_bytes)
                else:
                    body = await drained(answer.aiter_stream())
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise WebError("timeout", f"no whole answer within {timeout_s:g} s", is_passing=True) from error
        except httpcore.ConnectError as error:
            is_tls = "SSL" in str(error) or "certificate" in str(error)
            raise WebError("tls" if is_tls else "connection", str(error) or "refused", is_passing=not is_tls) from error
        except (httpcore.RemoteProtocolError, httpcore.ReadError) as error:
            raise WebError("incomplete", f"the connection ended before the answer: {error}", is_passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            raise WebError("protocol", str(error) or type(error).__name__, is_passing=True) from error
        return Answer(answer.status, told, body, time.monotonic() - begun)


def tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def address_of(url: str) -> httpx.URL:
    """Return `url` with its host in ASCII and its path quoted; `WebError` for what is no http address."""
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise WebError("protocol", f"{url[:200]!r}: {error}") from error
    if target.scheme not in ("http", "https") or not target.raw_host:
        raise WebError("protocol", f"{url[:200]!r}: wanted http or https")
    return target


async def drained(chunks: AsyncIterator[bytes]) -> bytes:
    """Read a body away, so that its connection can be used again, unless it is long; return nothing."""
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > 100_000:
            break
    return b""


async def whole(chunks: AsyncIterator[bytes], headers: Mapping[str, str], max_bytes: int) -> bytes:
    """Return the body, decompressed as it comes; `WebError` as soon as it is larger than `max_bytes`, before that much is in memory."""
    unpack = unpacker(headers.get("content-encoding", ""))
    parts: list[bytes] = []
    size = 0
    async for chunk in chunks:
        part = chunk
        try:
            while part and unpack:
                opened = unpack.decompress(part, max_bytes - size + 1)
                size, part = size + len(opened), unpack.unconsumed_tail
                parts.append(opened)
                if size > max_bytes:
                    break
        except zlib.error as error:
            raise WebError("bad-encoding", f"the body is not {headers['content-encoding']}: {error}") from error
        if not unpack:
            size += len(chunk)
            parts.append(chunk)
        if size > max_bytes:
            raise WebError("too-large", f"more than {max_bytes:,} bytes; the outlet's file may raise max_bytes")
    if unpack and not unpack.eof and size:
        raise WebError("incomplete", "the compressed body breaks off", is_passing=True)
    return b"".join(parts)


class Deflate:
    """Deflate as servers mean it: with the zlib wrapper, or without."""

    def __init__(self) -> None:
        self.inner: Any = None

    def decompress(self, data: bytes, limit: int) -> bytes:
        if self.inner is None:
            self.inner = zlib.decompressobj(15 if data[:1] and data[0] & 15 == 8 and data[0] >> 4 <= 7 else -15)
        return bytes(self.inner.decompress(data, limit))

    @property
    def unconsumed_tail(self) -> bytes:
        return bytes(self.inner.unconsumed_tail)

    @property
    def eof(self) -> bool:
        return self.inner is None or bool(self.inner.eof)


def unpacker(encoding: str) -> Any:
    """Return what opens this Content-Encoding, None for none; `WebError` for one that was not asked for."""
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return zlib.decompressobj(31)
        case "deflate":
            return Deflate()
    raise WebError("bad-encoding", f"Content-Encoding {encoding!r}; gzip or deflate was asked for")
