"""Pictures are picked from the library by keyboard, and replaced; axe finds nothing in the dialogs."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.images.decoding import store_image
from articles.images.stored import PICTURES
from articles.models import Picture
from tests.browser.barriers import violations_at_both_widths
from tests.browser.conftest import PHONE, Complaints
from tests.browser.pictures.dialog import choose, dialog, open_picker, send, text
from tests.factories import (
    LiveArticleFactory,
    PictureFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_in_the_dialogs_and_the_library(desk: Page, server: str, files: list[Path]) -> None:
    desk.set_viewport_size(PHONE)
    picture = PictureFactory(key="rug")
    LiveArticleFactory(lead=picture)
    PictureFactory(key="unused")
    found: dict[str, list[str]] = {}

    desk.get_by_role("tab", name="Write").click()
    choose(desk, files[:2], [])
    send(desk)
    found["adding"] = violations_at_both_widths(desk, "[data-picture-dialog]")
    dialog(desk).get_by_role("button", name="Cancel").click()
    open_picker(desk)
    expect(desk.get_by_role("dialog").get_by_role("listitem")).to_have_count(2)
    found["picking"] = violations_at_both_widths(desk, "[data-picker-dialog]")
    desk.goto(f"{server}/admin/articles/picture/")
    found["library"] = violations_at_both_widths(desk)
    for tick in desk.get_by_role("checkbox").all():
        tick.check()
    desk.get_by_role("button", name="Delete those ticked that are used nowhere…").click()
    expect(desk.get_by_role("button", name="Delete 1 picture")).to_be_visible()
    found["deleting"] = violations_at_both_widths(desk)
    desk.goto(f"{server}/admin/articles/picture/{picture.pk}/change/")
    found["picture"] = violations_at_both_widths(desk)

    assert {name: problems for name, problems in found.items() if problems} == {}


def test_a_picture_is_picked_by_keyboard_alone(desk: Page, complaints: Complaints) -> None:
    PictureFactory(key="rabbit-thumping", alt="A rabbit on the alert")
    PictureFactory(key="rabbit-asleep", alt="A rabbit on its side")
    before = text(desk).input_value()
    desk.get_by_role("button", name="Picture", exact=True).focus()

    desk.keyboard.press("Enter")
    picker = desk.get_by_role("dialog", name="Pick from the library")
    expect(picker.get_by_label("Search")).to_be_focused()
    desk.keyboard.type("rabbit thumping")
    expect(picker.get_by_role("status")).to_have_text("1 picture.")
    # Enter in the search saves nothing.
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowDown")
    expect(picker.get_by_role("button", name=re.compile("A rabbit on the alert"))).to_be_focused()
    desk.keyboard.press("Enter")

    expect(text(desk)).to_have_value(f"{before}\n![](picture:rabbit-thumping)\n\n")
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
    picker = open_picker(desk)
    options = picker.get_by_role("listitem")
    expect(options).to_have_count(24)

    picker.get_by_role("button", name="Show more").click()

    expect(options).to_have_count(31)
    expect(options.nth(24).get_by_role("button")).to_be_focused()
    expect(picker.get_by_role("button", name="Show more")).to_be_hidden()
    picker.get_by_label("Search").fill("walrus")
    expect(picker.get_by_role("status")).to_contain_text("No picture fits.")


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
    expect(desk.get_by_text("It is another image now.").first).to_be_visible()
    desk.get_by_label("New image").set_input_files(files[0])
    desk.get_by_label("Alternative text").fill("A teal rectangle")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.get_by_text("Live pages keep what they show")).to_be_visible()
    after = Picture.objects.get(key="rabbit")
    assert (after.digest, after.alt) == (new.digest, "A teal rectangle")
    assert complaints == []
