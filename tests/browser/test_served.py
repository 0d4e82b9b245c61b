"""Pages that do something: the form of the web service, and the search of the site."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from tests.recipes.pages import names_of

import gk_docs as gk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]

UNTIL = """async test => {
  for (let tries = 0; tries < 1500; tries++) { if (test()) return; await new Promise(then => setTimeout(then, 20)) }
  throw new Error("nothing happened: " + document.body.innerText)
}"""

FILLING = f"""(async () => {{
  const until = {UNTIL}, list = document.getElementById("found"), saw = {{}}
  const type = (name, value) => {{
    const cell = document.querySelector(`[name="${{name}}"]`)
    cell.value = value
    cell.dispatchEvent(new Event("input", {{bubbles: true}}))
  }}
  const told = words => until(() => list.textContent.includes(words))
  type("requests.received.natural_person", "3")
  await told("第一项＋第二项")
  saw.unbalanced = list.textContent
  type("requests.outcomes.granted.natural_person", "三")
  await told("不是整数")
  saw.slip = list.textContent
  type("requests.outcomes.granted.natural_person", "3")
  await until(() => !list.textContent.includes("第一项＋第二项") && !list.textContent.includes("不是整数"))
  HTMLAnchorElement.prototype.click = function () {{ saw.link = this }}
  document.querySelector("button").click()
  await until(() => saw.link)
  const data = new Uint8Array(await (await fetch(saw.link.href)).arrayBuffer())
  return {{...saw, link: null, file: saw.link.download, data: btoa(String.fromCharCode(...data))}}
}})()"""
"""What a person does with the form, and what they see."""

SEARCHING = f"""(async () => {{
  const until = {UNTIL}, found = () => [...document.querySelectorAll("#search-results a")].map(one => one.href)
  await until(() => found().some(address => address.includes("GK401")))
  return found()
}})()"""


class Service(SimpleHTTPRequestHandler):
    """Answers as the application of the recipe does."""

    def __init__(self, client: TestClient, *given: Any) -> None:
        self.client = client
        super().__init__(*given)

    def do_GET(self) -> None:
        """Give a page."""
        self._ask("GET", b"")

    def do_POST(self) -> None:
        """Hand on what the form sends."""
        self._ask("POST", self.rfile.read(int(self.headers["Content-Length"])))

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _ask(self, method: str, body: bytes) -> None:
        answer = self.client.request(method, self.path, content=body, headers={"Content-Type": "application/json"})
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers["content-type"])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)


class Folder(SimpleHTTPRequestHandler):
    """Gives the files of a folder."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(handler: Any) -> Iterator[str]:
    """The address at which a handler answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_form_is_checked_while_it_is_filled_in_and_gives_the_word_file(chromium: Chromium) -> None:
    client = TestClient(names_of("recipes/web.md")["app"])
    with served(partial(Service, client)) as address:
        chromium.visit(f"{address}/form")
        saw = chromium.value(FILLING)
    assert "表三 · 一、本年新收政府信息公开申请数量 · 自然人" in saw["unbalanced"]
    assert "不是整数" in saw["slip"]
    assert saw["file"] == "甲镇人民政府2024.docx"
    report = gk.read(b64decode(saw["data"])).report
    assert report.figure("requests.outcomes.granted.total") == 3


def test_the_site_finds_chinese_words(chromium: Chromium, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", "docs", str(tmp_path)], check=True, cwd=ROOT)
    with served(partial(Folder, directory=str(tmp_path))) as address:
        chromium.visit(f"{address}/search.html?q=上年结转")
        found = chromium.value(SEARCHING)
    assert any("rules/GK401.html" in one for one in found)
