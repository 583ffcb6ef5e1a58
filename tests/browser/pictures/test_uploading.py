"""Pictures are chosen and uploaded from inside the text, many at once."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from articles.models import Picture
from tests.browser.conftest import Complaints
from tests.browser.pictures.dialog import UPLOADS, choose, dialog, open_upload, rows, send, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    expect(left.get_by_role("alert")).to_have_text("Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo.")
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
    open_upload(desk)
    expect(rows(desk)).to_have_count(0)


def test_escape_keeps_what_was_typed_for_the_next_time(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:1], ["A dog that took long to describe"])

    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_be_hidden()
    open_upload(desk)

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


def test_a_picture_with_too_many_bytes_is_made_smaller_and_any_other_is_sent_as_it_is(
    desk: Page, files: list[Path], complaints: Complaints
) -> None:
    large, small = files[:2]
    Image.effect_noise((4500, 3000), 90).save(large, "PNG", compress_level=0)
    choose(desk, [large, small], ["A greyhound asleep", "A cat asleep"])
    expect(rows(desk).first).to_contain_text(re.compile(r"DSC0000\.jpg, \d"))
    expect(rows(desk).nth(1)).to_contain_text("DSC0001.png")

    send(desk)

    expect(text(desk)).to_have_value(
        re.compile(r"picture:a-greyhound-asleep\)\n\n!\[\]\(picture:a-cat-asleep")
    )
    picture = Picture.objects.get(key="a-greyhound-asleep")
    assert (picture.width, picture.height) == (1920, 1280)
    assert complaints == []


def test_a_large_picture_goes_as_it_is_where_the_script_for_it_does_not_arrive(
    desk: Page, files: list[Path]
) -> None:
    large = files[0]
    large.write_bytes(large.read_bytes().ljust(11 * 1024 * 1024, b"\0"))
    desk.route("**/js/pixels*.js", lambda route: route.abort())
    choose(desk, [large], ["A greyhound asleep"])

    send(desk)

    expect(rows(desk).first.get_by_role("alert")).to_contain_text("10 MB")
