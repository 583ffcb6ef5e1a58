"""Words of readers do not turn the words around them, wherever they stand."""

import json
import re

import pytest
from django.test import Client

from comments.models import Comment
from comments.rendering import text_html
from tests.comments.views.showing import page_of
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db

NAME = "אברהם"
# As an older release stored it.
TURNED = "Give \u202enothing\u202c of it"
ISOLATED = f"\u2068{NAME}\u2069"
# A name that stands alone within an element of its own, or between marks that isolate it.
BARE = re.compile(f"(?<!<bdi>)(?<!\u2068){NAME}")


def named(**fields: object) -> Comment:
    comment = ApprovedCommentFactory(name=NAME, pet=NAME, text=TURNED, html=text_html(TURNED), **fields)
    PhotoFactory(comment=comment, alt_text=NAME)
    return comment


def without_data_and_fields(page: str) -> str:
    """JSON for programs, and the form's own values, each alone in its field."""
    return re.sub(r"<script type=\"application/ld\+json\">.*?</script>|<input[^>]*>", "", page, flags=re.S)


def test_an_articles_page_isolates_names_pets_texts_and_descriptions() -> None:
    page = page_of(named().article)

    assert BARE.search(without_data_and_fields(page)) is None
    assert f'aria-label="Comment by {ISOLATED}"' in page
    assert f'alt="Photo from {ISOLATED}: {ISOLATED}"' in page
    assert re.search(f'<div class="comment-body" dir="auto">.*{TURNED}', page)
    assert f"Lives with <bdi>{NAME}</bdi>" in page


def test_programs_get_words_without_marks_of_direction() -> None:
    page = page_of(named().article)

    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    texts = re.findall(r'"text": ?"([^"]*)"', "".join(found))
    assert json.loads(f'"{texts[0]}"') == "Give nothing of it"


@pytest.mark.parametrize("path", ["reply", "report"])
def test_the_pages_for_answering_isolate_the_name(reader: Client, path: str) -> None:
    page = reader.get(f"/comments/{named().pk}/{path}/").content.decode()

    assert NAME in page
    assert BARE.search(page) is None


def test_the_moderators_pages_isolate_whatever_a_reader_wrote(admin_client: Client) -> None:
    parent = named()
    HeldCommentFactory(article=parent.article, parent=parent, rating=None, name=NAME, text=TURNED)
    parent.reports.create(reason="other", detail=NAME, sender_hash="x")

    for path in ("?status=all", f"{parent.pk}/change/", f"{parent.pk}/reply/", f"{parent.pk}/delete/"):
        page = admin_client.get(f"/admin/comments/comment/{path}", follow=True).content.decode()

        assert NAME in page
        assert BARE.search(page.replace(f'dir="auto">{NAME}', "")) is None, path
    reports = admin_client.get("/admin/comments/report/").content.decode()
    assert f">{ISOLATED}</a>" in reports


def test_a_search_is_repeated_in_isolation(reader: Client) -> None:
    page = reader.get("/search/", {"q": NAME}).content.decode()

    assert f"<title>{ISOLATED}: search" in page
    assert f"“<bdi>{NAME}</bdi>”" in page
    assert BARE.search(without_data_and_fields(page)) is None


def test_what_a_reader_writes_from_right_to_left_stands_so_in_the_form() -> None:
    page = page_of(named().article)

    for name in ("text", "name", "pet", "photo_alt"):
        assert re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*dir="auto"', page), name
