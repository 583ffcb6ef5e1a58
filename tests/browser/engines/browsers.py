"""Firefox over WebDriver BiDi and WebKitGTK over WebDriver: as much of each as the tests need.

Neither is installed by `make test`: they are large. On Debian: apt-get install firefox-esr
webkit2gtk-driver xvfb, and pip install websocket-client.
"""

import json
import os
import shutil
import socket
import subprocess
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.waiting import waited_for

SECONDS = 60


class Engine(ABC):
    """A window of a browser. `run` takes the body of a function and returns what it returns."""

    @abstractmethod
    def go(self, url: str) -> None: ...

    @abstractmethod
    def run(self, script: str) -> Any: ...

    @abstractmethod
    def set_width(self, pixels: int) -> None: ...


def _free_port() -> int:
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


@contextmanager
def _started(command: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


class Firefox(Engine):
    def __init__(self, connection: Any) -> None:
        self.connection, self.number = connection, 0
        self.call("session.new", capabilities={})
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

    def run(self, script: str) -> Any:
        # As JSON, because BiDi has a notation of its own for values.
        answer = self.call(
            "script.callFunction",
            functionDeclaration=f"() => JSON.stringify((() => {{ {script} }})() ?? null)",
            target={"context": self.context},
            awaitPromise=False,
        )
        assert "result" in answer, answer
        return json.loads(answer["result"]["value"])

    def set_width(self, pixels: int) -> None:
        size = {"width": pixels, "height": 900}
        self.call("browsingContext.setViewport", context=self.context, viewport=size)


class WebKit(Engine):
    def __init__(self, driver: str, browser: Path) -> None:
        self.driver = driver
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = self.call("/session", wanted)["sessionId"]

    def call(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(  # noqa: S310  # our own driver on this machine
            self.driver + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # as above
            return json.load(answer)["value"]

    def go(self, url: str) -> None:
        self.call(f"/session/{self.session}/url", {"url": url})

    def run(self, script: str) -> Any:
        return self.call(f"/session/{self.session}/execute/sync", {"script": script, "args": []})

    def set_width(self, pixels: int) -> None:
        self.call(f"/session/{self.session}/window/rect", {"width": pixels, "height": 900})


@contextmanager
def firefox(folder: Path) -> Iterator[Engine]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("Firefox is not installed: apt-get install firefox-esr")
    websocket = pytest.importorskip("websocket", reason="pip install websocket-client")
    port = _free_port()
    command = [program, "--headless", "--no-remote", "--profile", str(folder)]
    with _started([*command, "--remote-debugging-port", str(port), "about:blank"]):
        assert waited_for(lambda: _answers(port), seconds=SECONDS)
        address = f"ws://127.0.0.1:{port}/session"
        connection = websocket.create_connection(address, timeout=SECONDS, suppress_origin=True)
        with closing(connection):
            yield Firefox(connection)


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and browsers):
        pytest.skip("WebKit is not installed: apt-get install webkit2gtk-driver xvfb")
    port, screen = _free_port(), f":{100 + os.getpid() % 900}"
    quiet = {"DISPLAY": screen, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "HOME": str(folder)}
    # It refuses to run as root in its sandbox, as containers do.
    quiet |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with (
        _started(["Xvfb", screen, "-screen", "0", "1500x1000x24"]),
        _started(["WebKitWebDriver", f"--port={port}"], **quiet),
    ):
        assert waited_for(lambda: _answers(port), seconds=SECONDS)
        yield WebKit(f"http://127.0.0.1:{port}", browsers[-1])
