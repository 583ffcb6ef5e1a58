"""Each page of an article keeps to its permission."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.publishing import Release, publish
from articles.roles import EDITOR, permissions_of
from tests.articles.admin.pages import address
from tests.factories import (
    DraftArticleFactory,
    LoneArticleFactory,
    UserFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def editor_without(codename: str) -> User:
    user: User = UserFactory()
    # Whoever may change an article may also see it.
    lost = {codename, "change_article"} if codename == "view_article" else {codename}
    rights = {permission.partition(".")[2] for permission in permissions_of(EDITOR)}
    user.user_permissions.set(Permission.objects.filter(codename__in=rights - lost))
    return user


PAGES = ["publish", "withdraw", "call_off", "preview", "change", "delete"]


@pytest.mark.parametrize("page", ["publish", "withdraw", "call_off"])
@pytest.mark.parametrize("lost", ["publish_article", "view_article"])
def test_staff_without_permission_publish_and_withdraw_nothing(page: str, lost: str) -> None:
    client = Client()
    client.force_login(editor_without(lost))
    article = LoneArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    asked = client.get(address(article, page))
    done = client.post(address(article, page), {"when": "now"})

    assert (asked.status_code, done.status_code) == (405 if page == "call_off" else 403, 403)
    assert live_edition(article).number == 1
    assert article.editions.upcoming().exists()


def test_who_may_not_publish_is_not_offered_it() -> None:
    client = Client()
    client.force_login(editor_without("publish_article"))
    article = LoneArticleFactory()

    html = client.get(address(article)).content.decode()

    assert address(article, "preview") in html
    assert address(article, "publish") not in html
    assert address(article, "withdraw") not in html


@pytest.mark.parametrize("page", PAGES)
def test_staff_of_other_work_see_no_article(moderator_client: Client, page: str) -> None:
    article = DraftArticleFactory()

    status = moderator_client.post(address(article, page)).status_code

    assert status == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_logged_in", [False, True])
def test_who_is_not_staff_is_asked_to_log_in(client: Client, page: str, is_logged_in: bool) -> None:
    article = LoneArticleFactory()
    if is_logged_in:
        client.force_login(UserFactory(is_staff=False, role="editor"))

    response = client.post(address(article, page))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")
    assert live_edition(article).number == 1


@pytest.mark.parametrize("page", PAGES)
def test_an_article_that_is_not_there_is_no_fault(editor_client: Client, page: str) -> None:
    response = editor_client.post(reverse(f"admin:articles_article_{page}", args=[99]))

    assert response.status_code in {302, 404}
