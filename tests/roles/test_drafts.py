"""Every address that readers may ask answers alike for a draft and for what never was."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing.checks import record
from comments.models import Comment
from tests.factories import DraftArticleFactory, LiveArticleFactory, check_rows

pytestmark = pytest.mark.django_db

DRAFT, NOTHING = "why-do-otters-hold-hands", "no-such-page-anywhere-yet"
# Values for what addresses take beside the slug.
VALUES = {"token": "f" * 32, "width": 320}


def places_with_slugs(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, set[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from places_with_slugs(pattern.url_patterns)
        elif "slug" in (takes := set(pattern.pattern.regex.groupindex)):
            yield str(pattern.name), takes


PLACES = dict(places_with_slugs(get_resolver().url_patterns))


def answer(name: str, slug: str, method: str) -> tuple[int, str, str, str]:
    address = reverse(name, kwargs={take: VALUES.get(take, slug) for take in PLACES[name]})
    response = getattr(Client(), method)(address)
    body = re.sub(re.escape(slug), "SLUG", response.content.decode())
    location = response.headers.get("Location", "").replace(slug, "SLUG")
    return response.status_code, body, location, response.headers.get("Cache-Control", "")


def test_places_are_found() -> None:
    assert {"article", "article_markdown", "comments", "comment_deleted", "check"} <= PLACES.keys()


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("is_scheduled", [False, True], ids=["draft", "scheduled"])
def test_a_page_that_readers_never_saw_is_like_none(is_scheduled: bool, name: str, method: str) -> None:
    article: Article = (LiveArticleFactory if is_scheduled else DraftArticleFactory)(slug=DRAFT)
    Edition.objects.update(live_from=timezone.now() + timedelta(days=1))
    record(check_rows(DRAFT), by=None)

    assert answer(name, DRAFT, method) == answer(name, NOTHING, method)

    assert not Comment.objects.exists()
    assert Article.objects.filter(pk=article.pk).exists()
