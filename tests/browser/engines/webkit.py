"""WebKitGTK's own small browser over classic WebDriver: the engine of Safari, on Linux."""

import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser.engines.engine import SECONDS, Engine, answers, free_port, started
from tests.waiting import waited_for


class WebKit(Engine):
    name = "webkit"

    def __init__(self, driver: str, browser: Path) -> None:
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"webkitgtk:browserOptions": options, "unhandledPromptBehavior": "accept"}
        self.address = f"{driver}/session"
        self.address += "/" + self.call("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def call(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
        request = urllib.request.Request(  # noqa: S310  # our own driver on this machine
            self.address + path,
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # as above
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def go(self, url: str) -> None:
        self.call("/url", {"url": url})

    def log_in(self, name: str, value: str, url: str) -> None:
        # A cookie is for the site that is open.
        self.go(f"{url}/robots.txt")
        self.call("/cookie", {"cookie": {"name": name, "value": value, "path": "/", "httpOnly": True}})

    def run(self, script: str) -> Any:
        return self.call("/execute/sync", {"script": script, "args": []})

    def act(self, actions: list[dict[str, Any]]) -> None:
        self.call("/actions", {"actions": actions})

    def set_width(self, pixels: int) -> None:
        self.call("/window/rect", {"width": pixels, "height": 900})

    def quit(self) -> None:
        self.call("", method="DELETE")


@contextmanager
def webkit(folder: Path) -> Iterator[Engine]:
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb") and browsers):
        pytest.skip("WebKit is not installed: apt-get install webkit2gtk-driver xvfb")
    port, screen = free_port(), f":{100 + os.getpid() % 900}"
    quiet = {"DISPLAY": screen, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "HOME": str(folder)}
    # It refuses to run as root in its sandbox, as containers do.
    quiet |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with (
        started(["Xvfb", screen, "-screen", "0", "1500x1000x24"]),
        started(["WebKitWebDriver", f"--port={port}"], **quiet),
    ):
        assert waited_for(lambda: answers(port), seconds=SECONDS)
        window = WebKit(f"http://127.0.0.1:{port}", browsers[-1])
        try:
            yield window
        finally:
            window.quit()
