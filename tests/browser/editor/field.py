"""The text as a person sees it: with | for the caret, or [[ ]] round what is chosen."""

from dataclasses import dataclass

from playwright.sync_api import Page

SET = """([text, start, end]) => {
  const field = document.querySelector("#id_body");
  field.focus();
  field.select();
  document.execCommand(text ? "insertText" : "delete", false, text);
  field.setSelectionRange(start, end);
}"""
SHOWN = """() => {
  const { value, selectionStart: from, selectionEnd: to } = document.querySelector("#id_body");
  return from === to ? `${value.slice(0, from)}|${value.slice(from)}`
    : `${value.slice(0, from)}[[${value.slice(from, to)}]]${value.slice(to)}`;
}"""
# A browser gives scripts no way to fill the clipboard with HTML of another program.
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  // Firefox takes no data here.
  if (event.clipboardData !== data) Object.defineProperty(event, "clipboardData", { value: data });
  return !document.querySelector("#id_body").dispatchEvent(event);
}"""


def edit_of(shown: str) -> list[str | int]:
    """The text, and where the caret or the choice begins and ends in it: what SET takes."""
    if "[[" in shown:
        start, end = shown.index("[["), shown.index("]]") - 2
        return [shown.replace("[[", "").replace("]]", ""), start, end]
    at = shown.index("|")
    return [shown.replace("|", ""), at, at]


@dataclass
class Field:
    page: Page

    def set(self, shown: str) -> "Field":
        self.page.evaluate(SET, edit_of(shown))
        return self

    @property
    def shown(self) -> str:
        return str(self.page.evaluate(SHOWN))

    @property
    def text(self) -> str:
        return self.page.locator("#id_body").input_value()

    def press(self, *keys: str) -> "Field":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, words: str) -> "Field":
        self.page.keyboard.type(words)
        return self

    def paste(self, html: str, text: str = "words") -> bool:
        """Whether the editor took it, and did not leave it to the browser."""
        return bool(self.page.evaluate(PASTE, [html, text]))

    def tool(self, name: str) -> None:
        self.page.get_by_role("toolbar", name="Text").get_by_role("button", name=name, exact=True).click()

    @property
    def choices(self) -> list[str]:
        return self.page.locator(".popup:popover-open .popup-name").all_inner_texts()
