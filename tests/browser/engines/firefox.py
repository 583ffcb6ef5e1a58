"""Firefox over WebDriver BiDi, which it speaks itself."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.engines.engine import SECONDS, Engine, answers, free_port, started
from tests.waiting import waited_for

# Connections that are opened for later would keep a thread of the server each.
PREFERENCES = """
user_pref("network.http.speculative-parallel-limit", 0);
user_pref("network.prefetch-next", false);
"""


class Firefox(Engine):
    name = "firefox"

    def __init__(self, connection: Any) -> None:
        self.connection, self.number = connection, 0
        self.call(
            "session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}}
        )
        self.context = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        self.connection.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while (answer := json.loads(self.connection.recv())).get("id") != self.number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def go(self, url: str) -> None:
        self.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def log_in(self, name: str, value: str, url: str) -> None:
        words = {"type": "string", "value": value}
        cookie = {"name": name, "value": words, "domain": urlsplit(url).hostname, "path": "/"}
        self.call("storage.setCookie", cookie={**cookie, "httpOnly": True})

    def run(self, script: str) -> Any:
        # As JSON, because BiDi has a notation of its own for values.
        answer = self.call(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify((await (async () => {{ {script} }})()) ?? null)",
            target={"context": self.context},
            awaitPromise=True,
            # Only then may a script write to the clipboard.
            userActivation=True,
        )
        assert "result" in answer, answer
        return json.loads(answer["result"]["value"])

    def act(self, actions: list[dict[str, Any]]) -> None:
        self.call("input.performActions", context=self.context, actions=actions)

    def set_width(self, pixels: int) -> None:
        size = {"width": pixels, "height": 900}
        self.call("browsingContext.setViewport", context=self.context, viewport=size)

    def set_zoom(self, factor: float) -> None:
        # As Ctrl and + does: each pixel of the page becomes so many of the screen.
        self.call("browsingContext.setViewport", context=self.context, devicePixelRatio=factor)


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed: apt-get install firefox-esr")
    websocket = pytest.importorskip("websocket", reason="pip install websocket-client")
    port = free_port()
    (folder / "user.js").write_text(PREFERENCES)
    command = [program, "--headless", "--no-remote", "--profile", str(folder)]
    with started([*command, "--remote-debugging-port", str(port), "about:blank"]):
        assert waited_for(lambda: answers(port), seconds=SECONDS)
        address = f"ws://127.0.0.1:{port}/session"
        connection = websocket.create_connection(address, timeout=SECONDS, suppress_origin=True)
        with closing(connection):
            yield Firefox(connection)
