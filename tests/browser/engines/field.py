"""The text as tests.browser.editor.field has it, in a window of another engine."""

from dataclasses import dataclass

from tests.browser.editor.field import PASTE, SET, SHOWN, edit_of
from tests.browser.engines.engine import SECONDS, Engine
from tests.waiting import waited_for

CHOICES = (
    "return [...document.querySelectorAll('.popup:popover-open .popup-name')].map((one) => one.innerText)"
)


@dataclass
class EngineField:
    engine: Engine

    def set(self, shown: str) -> "EngineField":
        self.engine.evaluate(SET, edit_of(shown))
        return self

    @property
    def shown(self) -> str:
        return str(self.engine.evaluate(SHOWN))

    def comes_to_show(self, shown: str) -> bool:
        """A browser on a busy machine may tell of the choice a moment after the key."""
        return waited_for(lambda: self.shown == shown, seconds=SECONDS)

    @property
    def text(self) -> str:
        return str(self.engine.run("return document.querySelector('#id_body').value"))

    def press(self, *keys: str) -> "EngineField":
        self.engine.press(*keys)
        return self

    def undo(self) -> "EngineField":
        return self._again("Control+z", "undo")

    def redo(self) -> "EngineField":
        return self._again("Control+y", "redo")

    def _again(self, keys: str, do: str) -> "EngineField":
        # WebKit's small browser leaves these keys to the menus of a larger one.
        return self.tool(do) if self.engine.name == "webkit" else self.press(keys)

    def type(self, words: str) -> "EngineField":
        self.engine.type(words)
        return self

    def paste(self, html: str, text: str = "words") -> bool:
        return bool(self.engine.evaluate(PASTE, [html, text]))

    def tool(self, do: str) -> "EngineField":
        self.engine.click(f"[data-toolbar] [data-do={do}]")
        return self

    @property
    def choices(self) -> list[str]:
        return list(self.engine.run(CHOICES))
