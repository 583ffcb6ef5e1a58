"""What tests of pictures do with the editor's dialog."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

UPLOADS = "**/markdownx/upload/"
# A browser gives scripts no way to hold a file that a person drags: these are made in the page.
HAND_OVER = """(element, {event, names, text}) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  canvas.getContext("2d").fillRect(0, 0, 40, 40);
  const bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (c) => c.charCodeAt(0));
  const transfer = new DataTransfer();
  for (const name of names) {
    const type = name.endsWith(".png") ? "image/png" : "application/pdf";
    transfer.items.add(new File([bytes], name, { type }));
  }
  if (text) transfer.setData("text/plain", text);
  const options = { bubbles: true, cancelable: true };
  const made = event === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: transfer })
    : new DragEvent(event, { ...options, dataTransfer: transfer });
  return !element.dispatchEvent(made);
}"""


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Add pictures")


def rows(page: Page) -> Locator:
    return dialog(page).get_by_role("group")


def open_picker(page: Page) -> Locator:
    page.get_by_role("button", name="Picture", exact=True).click()
    return page.get_by_role("dialog", name="Pick from the library")


def open_upload(page: Page) -> None:
    open_picker(page).get_by_role("button", name="From this device…").click()


def choose(page: Page, files: list[Path], descriptions: list[str]) -> None:
    with page.expect_file_chooser() as chooser:
        open_upload(page)
    chooser.value.set_files(files)
    for place, description in enumerate(descriptions):
        rows(page).nth(place).get_by_label("What does it show?").fill(description)


def send(page: Page) -> None:
    dialog(page).get_by_role("button", name=re.compile("Upload and insert")).click()
