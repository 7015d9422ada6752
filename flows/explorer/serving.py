"""`kliping explore`: the explorer's server, for this machine only unless told otherwise."""

import ipaddress
import socket

import uvicorn

from flows.explorer.app import make_app
from flows.options import say
from warehouse.store import Warehouse, WarehouseError


def serve(warehouse: Warehouse, host: str, port: int) -> None:
    """Serve until interrupted; `WarehouseError` when there is no warehouse or the port is taken."""
    app = make_app(warehouse, hosts=[*LOCAL, host] if is_loopback(host) else ["*"])
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise WarehouseError(
            f"explore: {host}:{port}: {error.strerror}; take others with --host and --port, 0 for any free one"
        ) from error
    with listener:
        say.print(f"http://{host}:{listener.getsockname()[1]}/   Ctrl-C ends it", markup=False)
        config = uvicorn.Config(app, log_level="warning", lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


LOCAL = ["localhost", "127.0.0.1", "[::1]"]


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
