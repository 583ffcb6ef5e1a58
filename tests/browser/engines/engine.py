"""A window of a browser that Playwright does not drive as its users have it. WebDriver, in either of its
two forms, has keys and pointers alike, so they stand here.
"""

import json
import os
import socket
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from tests.waiting import waited_for

SECONDS = 60
# WebDriver's own letters for keys that write none: https://www.w3.org/TR/webdriver2/#keyboard-actions
KEYS = {
    **{"Control": "\ue009", "Shift": "\ue008", "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"},
    **{"Backspace": "\ue003", "End": "\ue010", "Home": "\ue011", "ArrowDown": "\ue015"},
}
PLACE = """selector => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}"""


class Engine(ABC):
    name: str

    @abstractmethod
    def go(self, url: str) -> None: ...

    @abstractmethod
    def log_in(self, name: str, value: str, url: str) -> None:
        """Keep a session's cookie, as no script may."""

    @abstractmethod
    def run(self, script: str) -> Any:
        """Take the body of a function, and return what it returns."""

    @abstractmethod
    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform WebDriver's actions."""

    @abstractmethod
    def set_width(self, pixels: int) -> None: ...

    def set_zoom(self, factor: float) -> None:
        """By a style, where the driver knows of no zoom."""
        self.run(f"document.documentElement.style.zoom = {factor}")

    def evaluate(self, function: str, argument: object = None) -> Any:
        return self.run(f"return ({function})({json.dumps(argument)})")

    def press(self, *combinations: str) -> None:
        """Keys such as "Enter" or "Control+b"."""
        for combination in combinations:
            self._strike([KEYS.get(name, name) for name in combination.split("+")])

    def type(self, words: str) -> None:
        steps = [{"type": kind, "value": letter} for letter in words for kind in ("keyDown", "keyUp")]
        self.act([{"type": "key", "id": "keys", "actions": steps}])

    def _strike(self, keys: list[str]) -> None:
        down = [{"type": "keyDown", "value": key} for key in keys]
        up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.act([{"type": "key", "id": "keys", "actions": [*down, *up]}])

    def click(self, selector: str) -> None:
        left, top = self.evaluate(PLACE, selector)
        steps: list[dict[str, Any]] = [
            {"type": "pointerMove", "x": left, "y": top, "duration": 0},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"pointerType": "mouse"}
        self.act([{"type": "pointer", "id": "mouse", "parameters": mouse, "actions": steps}])

    def comes_true(self, script: str) -> bool:
        return waited_for(lambda: bool(self.run(script)), seconds=SECONDS)


def free_port() -> int:
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


@contextmanager
def started(command: list[str], **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
