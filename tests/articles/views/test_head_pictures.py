"""A picture that stands in the text is not shown a second time at the head of the page."""

import pytest
from django.test import Client

from articles.models import ArticlePicture
from articles.publishing import publish
from tests.factories import DraftArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


def test_a_picture_of_the_text_stands_only_there_and_still_leads_cards_and_links(client: Client) -> None:
    rug = PictureFactory(key="rug", alt="A dog on a rug")
    text = "## What happens\n\n![](picture:rug)\n\nThe dog does it.\n"
    article = DraftArticleFactory(slug="wag", lead=rug, body=text)
    edition = publish(article, by=None)

    html = client.get("/articles/wag/").content.decode()

    assert html.count('alt="A dog on a rug"') == 1
    assert 'class="gallery"' not in html
    assert edition.lead is not None
    assert 'property="og:image"' in html


def test_a_gallery_with_another_picture_stays_whole(client: Client) -> None:
    rug, ball = (
        PictureFactory(key="rug", alt="A rug"),
        PictureFactory(key="ball", alt="A ball", size=(320, 240)),
    )
    text = "## What happens\n\n![](picture:rug)\n\nThe dog does it.\n"
    article = DraftArticleFactory(slug="wag", lead=rug, body=text)
    ArticlePicture.objects.create(article=article, picture=ball, position=2)
    publish(article, by=None)

    html = client.get("/articles/wag/").content.decode()

    assert (html.count('alt="A rug"'), html.count('alt="A ball"')) == (2, 1)
