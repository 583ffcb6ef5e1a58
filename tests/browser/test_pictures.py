"""Pictures in the editor: chosen, dropped or pasted, many at once, picked from the library, replaced."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from articles.images.decoding import store_image
from articles.images.stored import PICTURES
from articles.models import Picture
from tests.browser.barriers import WIDTHS, violations
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import (
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    PictureFactory,
    image_bytes,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


@pytest.fixture
def desk(server: str, new_page: NewPage) -> Page:
    """A logged-in editor's browser, with the cursor at the end of an article's text."""
    page = log_in(new_page(viewport={"width": 1500, "height": 1000}), EditorFactory(username="mira"))
    page.goto(f"{server}/admin/articles/article/{DraftArticleFactory().pk}/change/")
    page.locator("#id_body").press("Control+End")
    return page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three pictures, as a camera names them."""
    found = [tmp_path / f"DSC000{number}.png" for number in range(3)]
    for width, file in enumerate(found, 300):
        file.write_bytes(image_bytes((width, 200), "PNG"))
    return found


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Add pictures")


def rows(page: Page) -> Locator:
    return dialog(page).get_by_role("group")


def choose(page: Page, files: list[Path], descriptions: list[str]) -> None:
    page.get_by_role("button", name="Add pictures").click()
    dialog(page).get_by_label("Pictures").set_input_files(files)
    for place, description in enumerate(descriptions):
        rows(page).nth(place).get_by_label("What does it show?").fill(description)


def send(page: Page) -> None:
    dialog(page).get_by_role("button", name=re.compile("Upload and insert")).click()


def test_a_picture_is_uploaded_from_inside_the_text_and_undone(
    desk: Page, files: list[Path], complaints: Complaints
) -> None:
    choose(desk, files[:1], [])
    send(desk)
    expect(rows(desk).get_by_role("alert")).to_have_text(
        "Say what the picture shows, or that it is decoration."
    )
    row = rows(desk)
    row.get_by_label("What does it show?").fill("A greyhound asleep")
    row.get_by_label("Caption").fill("On Sunday.")
    row.get_by_label("Credit").fill("Photo: Ada")
    row.get_by_label("Licence").fill("CC BY 4.0")
    send(desk)

    expect(text(desk)).to_have_value(re.compile(r"\n\n!\[\]\(picture:a-greyhound-asleep\)\n\n$"))
    frame = desk.frame_locator("[data-preview]")
    expect(frame.get_by_role("img", name="A greyhound asleep")).to_be_attached()
    picture = Picture.objects.get(key="a-greyhound-asleep")
    assert (picture.caption, picture.credit, picture.licence) == ("On Sunday.", "Photo: Ada", "CC BY 4.0")
    text(desk).press("Control+z")
    assert "picture:a-greyhound-asleep" not in text(desk).input_value()
    assert complaints == []


def test_several_go_at_once_and_the_one_that_failed_waits_with_its_words(
    desk: Page, files: list[Path], complaints: Complaints
) -> None:
    files[1].write_bytes(b"<html>not a picture</html>")
    choose(desk, files, ["First dog", "Second dog", "Third dog"])
    rows(desk).nth(1).get_by_label("Caption").fill("Typed with care")

    send(desk)

    expect(text(desk)).to_have_value(re.compile(r"!\[\]\(picture:first-dog\)\n\n!\[\]\(picture:third-dog\)"))
    expect(rows(desk)).to_have_count(1)
    left = rows(desk)
    expect(left.get_by_role("alert")).to_have_text("Choose a JPEG, PNG, WebP or HEIC photo.")
    expect(left.get_by_label("What does it show?")).to_have_value("Second dog")
    expect(left.get_by_label("Caption")).to_have_value("Typed with care")
    expect(dialog(desk)).to_contain_text("2 pictures are in the text")
    # The refused upload is one line of the browser's log; nothing else is.
    assert [line for line in complaints if "400" not in line] == []


def test_they_stand_in_the_order_of_the_rows_however_late_the_first_arrives(
    desk: Page, files: list[Path]
) -> None:
    held: list[Route] = []
    choose(desk, files, ["First dog", "Second dog", "Third dog"])

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    desk.route(UPLOADS, hold_the_first)
    send(desk)
    desk.wait_for_function("() => document.querySelectorAll('[data-sending]:not([hidden])').length === 1")
    assert Picture.objects.filter(key__in=["second-dog", "third-dog"]).count() == 2
    expect(dialog(desk).get_by_role("progressbar")).to_have_count(1)
    held[0].continue_()

    expect(text(desk)).to_have_value(
        re.compile(r"picture:first-dog\)\n\n!\[\]\(picture:second-dog\)\n\n!\[\]\(picture:third-dog\)")
    )


def test_no_more_than_two_are_sent_at_a_time(desk: Page, files: list[Path]) -> None:
    held: list[Route] = []
    desk.route(UPLOADS, lambda route: held.append(route))
    choose(desk, files, ["First dog", "Second dog", "Third dog"])

    with desk.expect_request(UPLOADS):
        send(desk)
    expect(dialog(desk).get_by_role("progressbar")).to_have_count(2)
    with desk.expect_request(UPLOADS) as third:
        held[0].continue_()

    assert "Third dog" in (third.value.post_data or "")


def test_cancel_stops_what_is_on_its_way_and_the_text_stays(desk: Page, files: list[Path]) -> None:
    before = text(desk).input_value()
    desk.route(UPLOADS, lambda route: None)
    choose(desk, files, ["First dog", "Second dog", "Third dog"])
    with desk.expect_event("requestfailed"):
        send(desk)
        dialog(desk).get_by_role("button", name="Cancel").click()

    expect(dialog(desk)).to_be_hidden()
    assert text(desk).input_value() == before
    desk.get_by_role("button", name="Add pictures").click()
    expect(rows(desk)).to_have_count(0)


def test_escape_keeps_what_was_typed_for_the_next_time(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:1], ["A dog that took long to describe"])

    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_be_hidden()
    desk.get_by_role("button", name="Add pictures").click()

    expect(rows(desk).get_by_label("What does it show?")).to_have_value("A dog that took long to describe")


def test_one_is_left_out_again(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:2], ["First dog", "Second dog"])

    desk.get_by_role("button", name="Leave out DSC0000.png").click()
    send(desk)

    expect(text(desk)).to_have_value(re.compile("picture:second-dog"))
    assert not Picture.objects.filter(key="first-dog").exists()


def test_a_file_name_is_refused_as_a_description(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:1], ["DSC0000.png"])

    send(desk)

    expect(rows(desk).get_by_role("alert")).to_contain_text("“DSC0000.png” is a name for a file.")


def test_a_session_that_ended_is_said_in_each_row_and_nothing_typed_is_lost(
    desk: Page, files: list[Path]
) -> None:
    choose(desk, files[:2], ["First dog", "Second dog"])
    desk.context.clear_cookies()

    send(desk)

    for place in range(2):
        expect(rows(desk).nth(place).get_by_role("alert")).to_contain_text("Log in as an editor")
    expect(rows(desk).nth(1).get_by_label("What does it show?")).to_have_value("Second dog")


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_dropped_and_pasted_pictures_open_the_dialog_each_with_its_row(desk: Page, event: str) -> None:
    taken = text(desk).evaluate(HAND_OVER, {"event": event, "names": ["one.png", "two.png"]})

    assert taken
    expect(rows(desk)).to_have_count(2)
    rows(desk).nth(0).get_by_label("What does it show?").fill("One")
    rows(desk).nth(1).get_by_label("It is decoration").check()
    send(desk)
    expect(text(desk)).to_have_value(re.compile(r"!\[\]\(picture:one\)\n\n!\[\]\(picture:picture\)"))


def test_more_are_dropped_on_the_open_dialog(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:1], ["First dog"])

    dialog(desk).evaluate(HAND_OVER, {"event": "drop", "names": ["two.png"]})

    expect(rows(desk)).to_have_count(2)


def test_what_is_no_picture_is_refused_and_words_are_left_to_the_browser(desk: Page) -> None:
    def take(event: str, names: list[str], words: str = "") -> bool:
        """Whether the editor keeps the browser from doing what it would."""
        taken: bool = text(desk).evaluate(HAND_OVER, {"event": event, "names": names, "text": words})
        return taken

    # Word processors put a picture of the words beside the words.
    assert not take("paste", ["words.png"], "A sentence.")
    assert not take("dragover", [], "A sentence.")
    expect(dialog(desk)).to_be_hidden()
    # Otherwise the browser would open the file in the place of the page.
    assert take("drop", ["study.pdf"])

    expect(dialog(desk).get_by_role("alert")).to_have_text("Only pictures can be added here.")
    expect(rows(desk)).to_have_count(0)


# --- for everybody


@WIDTHS
def test_axe_finds_nothing_in_the_dialogs_and_the_library(
    desk: Page, server: str, files: list[Path], viewport: ViewportSize
) -> None:
    desk.set_viewport_size(viewport)
    picture = PictureFactory(key="rug")
    LiveArticleFactory(lead=picture)
    PictureFactory(key="unused")
    found: dict[str, list[str]] = {}

    choose(desk, files[:2], [])
    send(desk)
    found["adding"] = violations(desk, "[data-picture-dialog]")
    dialog(desk).get_by_role("button", name="Cancel").click()
    desk.get_by_role("button", name="Pick from the library").click()
    expect(desk.get_by_role("button", name=re.compile("unused"))).to_be_visible()
    found["picking"] = violations(desk, "[data-picker-dialog]")
    desk.goto(f"{server}/admin/articles/picture/")
    found["library"] = violations(desk)
    desk.get_by_role("checkbox", name="Select all").check()
    desk.get_by_role("combobox", name=re.compile("Action")).select_option("Delete those used nowhere")
    desk.get_by_role("button", name="Go", exact=True).click()
    expect(desk.get_by_role("button", name="Delete 1 picture")).to_be_visible()
    found["deleting"] = violations(desk)
    desk.goto(f"{server}/admin/articles/picture/{picture.pk}/change/")
    found["picture"] = violations(desk)

    assert {name: problems for name, problems in found.items() if problems} == {}


# --- the library


def test_a_picture_is_picked_by_keyboard_alone(desk: Page, complaints: Complaints) -> None:
    PictureFactory(key="rabbit-thumping", alt="A rabbit on the alert")
    PictureFactory(key="rabbit-asleep", alt="A rabbit on its side")
    before = text(desk).input_value()
    desk.get_by_role("button", name="Pick from the library").focus()

    desk.keyboard.press("Enter")
    picker = desk.get_by_role("dialog", name="Pick from the library")
    expect(picker.get_by_label("Search")).to_be_focused()
    desk.keyboard.type("rabbit thumping")
    expect(picker.get_by_role("status")).to_have_text("1 picture.")
    # Enter in the search saves nothing.
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowDown")
    expect(picker.get_by_role("button", name=re.compile("rabbit-thumping"))).to_be_focused()
    desk.keyboard.press("Enter")

    expect(text(desk)).to_have_value(f"{before}\n\n![](picture:rabbit-thumping)\n\n")
    expect(text(desk)).to_be_focused()
    desk.keyboard.press("Control+z")
    expect(text(desk)).to_have_value(before)
    assert complaints == []


def test_the_picker_goes_on_to_older_pictures_and_says_when_none_fits(desk: Page) -> None:
    first = PictureFactory()
    Picture.objects.bulk_create(
        Picture(key=f"more-{number}", alt=f"More {number}", digest=first.digest, width=640, height=480)
        for number in range(30)
    )
    desk.get_by_role("button", name="Pick from the library").click()
    picker = desk.get_by_role("dialog", name="Pick from the library")
    options = picker.get_by_role("listitem")
    expect(options).to_have_count(24)

    picker.get_by_role("button", name="Show more").click()

    expect(options).to_have_count(31)
    expect(options.nth(24).get_by_role("button")).to_be_focused()
    expect(picker.get_by_role("button", name="Show more")).to_be_hidden()
    picker.get_by_label("Search").fill("walrus")
    expect(picker.get_by_role("status")).to_have_text("No picture fits.")


# --- replacing


def test_a_picture_is_replaced_only_with_a_word_on_its_words(
    desk: Page, server: str, files: list[Path], complaints: Complaints
) -> None:
    picture = PictureFactory(key="rabbit", alt="A rabbit on the alert")
    LiveArticleFactory(lead=picture)
    with files[0].open("rb") as file:
        new = store_image(file, PICTURES)
    desk.goto(f"{server}/admin/articles/picture/{picture.pk}/change/")
    expect(desk.get_by_role("img", name=picture.alt)).to_be_visible()

    desk.get_by_label("New image").set_input_files(files[0])
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("It is another image now.")).to_be_visible()
    desk.get_by_label("New image").set_input_files(files[0])
    desk.get_by_label("Alternative text").fill("A teal rectangle")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.get_by_text("Live pages keep what they show")).to_be_visible()
    after = Picture.objects.get(key="rabbit")
    assert (after.digest, after.alt) == (new.digest, "A teal rectangle")
    assert complaints == []
