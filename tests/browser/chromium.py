"""Runs Chromium without a window and controls it by its DevTools protocol over two pipes."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

AXE = Path.home() / ".cache/gk-docs/axe.min.js"
"""The script of axe-core, which `.ci/browser` downloads."""

_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
_PIPES = 'exec "${@:3}" 3<&"$1" 4>&"$2"'  # Chromium reads from file 3 and answers on file 4


class Chromium:
    """A running Chromium with one page open."""

    def __init__(self, program: str = "chromium") -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (reads, asks), (answers, writes) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (reads, writes)]  # out of the way of 3 and 4
        self._process = subprocess.Popen(
            ["bash", "-c", _PIPES, "bash", *map(str, ends), program, *_FLAGS, f"--user-data-dir={self._profile.name}"],
            pass_fds=ends,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (reads, writes, *ends):
            os.close(end)
        self._asks, self._answers = os.fdopen(asks, "wb", 0), os.fdopen(answers, "rb")
        self._asked = 0
        self._session: dict[str, str] = {}
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = {
            "sessionId": self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"],
        }
        self._ask("Page.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _it: BaseException | None, _at: TracebackType | None) -> None:
        self._session = {}
        self._ask("Browser.close")
        self._process.wait(20)
        self._asks.close()
        self._answers.close()
        self._profile.cleanup()

    def open(self, page: bytes, wide: int, *, high: int = 800, zoom: int = 1) -> None:
        """Show a page in a window of so many CSS pixels. `zoom` is the number of device pixels for each of them."""
        screen = {"width": wide, "height": high, "deviceScaleFactor": zoom, "mobile": False}
        self._ask("Emulation.setDeviceMetricsOverride", **screen)
        shown = Path(self._profile.name, "page.html")
        shown.write_bytes(page)
        self.visit(shown.as_uri())

    def visit(self, address: str) -> None:
        """Load the page at an address, and wait until it is loaded."""
        self._ask("Page.navigate", url=address)
        self._await("Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """The value of a JavaScript expression on the open page; a promise is awaited."""
        answer = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def printed(self) -> bytes:
        """The open page printed to PDF, with the browser's own header and footer on each page."""
        return b64decode(self._ask("Page.printToPDF", displayHeaderFooter=True)["data"])

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        self._asked += 1
        message = {"id": self._asked, "method": method, "params": params, **self._session}
        self._asks.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._asked:
            pass
        assert "error" not in answer, answer["error"]
        result: dict[str, Any] = answer["result"]
        return result

    def _await(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        """The next message of the browser. Each message ends with a zero byte."""
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "Chromium has ended"
            message += byte
        parsed: dict[str, Any] = json.loads(message)
        return parsed
