"""Chromium without a window, driven over its debugging protocol: what the tests marked `browser` and bench/screenshots.py look through."""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
"""Keys that write nothing, with the codes a browser knows them by; Enter is the exception and writes a line's end."""

SHIFT, CONTROL = 8, 2
DESK, PHONE = (1100, 900), (390, 844)
"""Width and height of a window, in pixels of a style sheet."""

SECONDS = 60


class Page:
    """One tab of a browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.calls = socket, 0
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return what the browser answers to one command; what it reports unasked is passed over."""
        self.calls += 1
        self.socket.send(json.dumps({"id": self.calls, "method": method, "params": parameters}))
        while (told := json.loads(self.socket.recv(timeout=SECONDS))).get("id") != self.calls:
            pass
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']}")
        found: dict[str, Any] = told["result"]
        return found

    def value(self, script: str) -> Any:
        """Return what an expression of JavaScript is on this page."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def wait(self, script: str) -> None:
        """Return when the expression is true on the page; `TimeoutError` with what the page shows when it does not become so."""
        end = time.monotonic() + SECONDS
        while not self.value(f"document.readyState == 'complete' && ({script})"):
            if time.monotonic() > end:
                raise TimeoutError(f"{script}: not so on {self.value('location.href')}")
            time.sleep(0.02)

    def window(self, size: tuple[int, int]) -> None:
        """Show the page in a window of this size; one narrower than 600 is a phone's, with a finger for a mouse."""
        width, height = size
        phone = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    def go(self, address: str) -> None:
        """Open an address and wait until it is drawn."""
        self.value("window.old = true")
        self.call("Page.navigate", url=address)
        self.wait("!window.old")

    def press(self, key: str, modifiers: int = 0) -> None:
        """Press one key of KEYS, as a keyboard does."""
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": modifiers}
        text = {"text": "\r"} if key == "Enter" and not modifiers else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **code)

    def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.call("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """Write what the window shows as PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Run Chromium with its profile in this folder and yield its page; `FileNotFoundError` where it is not installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise FileNotFoundError("chromium is needed here and not on the PATH: apt-get install chromium")
    told = profile / "DevToolsActivePort"
    told.unlink(missing_ok=True)
    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--hide-scrollbars",
    ]
    command = [program, *options, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port = port_in(told, child)
        with connect(f"ws://127.0.0.1:{port}{target(port)}", max_size=None, open_timeout=SECONDS) as socket:
            yield Page(socket)
    finally:
        child.terminate()
        child.wait(SECONDS)


def port_in(told: Path, child: subprocess.Popen[bytes]) -> int:
    """Return the port Chromium listens on, which it writes into its profile."""
    end = time.monotonic() + SECONDS
    while not told.exists() or "\n" not in told.read_text():
        if child.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{child.args!r} did not start (exit code {child.returncode}); try it by hand")
        time.sleep(0.05)
    return int(told.read_text().split("\n")[0])


def target(port: int) -> str:
    """Return the path of the first page's socket."""
    from http.client import HTTPConnection

    asked = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    asked.request("GET", "/json/list")
    pages = [one for one in json.loads(asked.getresponse().read()) if one["type"] == "page"]
    return "/" + str(pages[0]["webSocketDebuggerUrl"]).split("/", 3)[3]
