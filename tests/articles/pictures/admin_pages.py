"""What the tests of the library's admin pages share: addresses, and what an answer says."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.drafts import editing
from articles.models import Article, Picture
from tests.factories import (
    DraftArticleFactory,
)

LIST, ADD = "/admin/articles/picture/", "/admin/articles/picture/add/"

IN_TEXT = "## What happens\n\nThe dog does it.\n\n![](picture:rug)\n"


def change(picture: Picture) -> str:
    return reverse("admin:articles_picture_change", args=[picture.pk])


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split()).replace("&#x27;", "'")


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def recorded(**fields: Any) -> Article:
    article = DraftArticleFactory(**fields)
    editing.record(article, by=None)
    return article
