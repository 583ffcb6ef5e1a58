"""The point of a picture that crops keep."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.drafts.fields import contents_of
from articles.models import ArticlePicture, Edition
from articles.pictures import library
from articles.publishing import publish
from tests.articles.pictures.admin_pages import change
from tests.comments.writing.test_concurrency import at_once
from tests.factories import DraftArticleFactory, LiveArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db

WORDS = {"alt": "A dog on a rug", "tone": "mist"}


def test_crops_of_live_pages_follow_at_once_and_nothing_else_changes(
    editor_client: Client, client: Client
) -> None:
    picture = PictureFactory(key="rug", **WORDS)
    article = LiveArticleFactory(lead=picture)
    before = contents_of(article)

    editor_client.post(change(picture), {**WORDS, "focus_x": "32", "focus_y": "100"})

    assert Edition.objects.live().get().pictures[0]["focus"] == [25, 100]
    assert (
        'class="focus-x-25 focus-y-100"'
        in client.get(f"/categories/{article.category.slug}/").content.decode()
    )
    assert contents_of(article) == before
    editor_client.post(change(picture), {**WORDS, "focus_x": "", "focus_y": ""})
    assert "focus" not in Edition.objects.live().get().pictures[0]


def test_a_point_outside_of_the_picture_is_refused(editor_client: Client) -> None:
    picture = PictureFactory(key="rug", **WORDS)

    answer = editor_client.post(change(picture), {**WORDS, "focus_x": "101", "focus_y": "50"})

    picture.refresh_from_db()
    assert answer.status_code == 200
    assert picture.focus_x == 50


def test_two_people_do_not_undo_each_other(editor_client: Client) -> None:
    picture = PictureFactory(key="rug", **WORDS)
    opened = editor_client.get(change(picture)).context["adminform"].form
    shown = {"shown": opened["shown"].value(), "focus_x": "50", "focus_y": "50", **WORDS}
    type(picture).objects.update(caption="Theirs", alt="What they say it shows")

    mine = editor_client.post(change(picture), shown | {"caption": "Mine"})
    kept = editor_client.post(change(picture), shown | {"caption": "", "credit": "Me"})

    picture.refresh_from_db()
    assert "It now says: “Theirs”" in mine.content.decode()
    assert kept.status_code == 302
    assert (picture.caption, picture.alt, picture.credit) == ("Theirs", "What they say it shows", "Me")


@pytest.mark.django_db(transaction=True)
def test_pictures_of_one_page_that_get_their_points_at_once_all_keep_them(editor: User) -> None:
    article = DraftArticleFactory()
    pictures = [PictureFactory(size=(64 + number, 48), focus_x=0) for number in range(4)]
    for place, picture in enumerate(pictures):
        ArticlePicture.objects.create(article=article, picture=picture, position=place)
    publish(article, by=None)
    for picture in pictures:
        picture.focus_x = 100

    at_once([partial(library.change, picture, by=editor) for picture in pictures])

    assert [one["focus"] for one in Edition.objects.live().get().pictures] == [[100, 50]] * 4
