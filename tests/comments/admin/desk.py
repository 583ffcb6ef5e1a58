"""The moderators' list and pages, as the tests of this folder use them."""

import re
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article
from comments.models import Comment
from tests.factories import UserFactory

LIST = "/admin/comments/comment/"


def change_page(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


def listed(client: Client, query: str = "") -> list[str]:
    """The names on the cards of the list."""
    return re.findall(r'class="held-name"><bdi>(.*?)</bdi>', client.get(LIST + query).content.decode())


def act(client: Client, action: str, *comments: Comment) -> Any:
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(LIST + "?status=all", chosen, follow=True)


def staff(*codenames: str) -> Client:
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def counts() -> tuple[int, int]:
    article = Article.objects.get()
    return article.comment_count, article.rating.count
