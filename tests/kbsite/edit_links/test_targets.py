"""From the address of a reader's page to the page of the desk that changes it."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing.addresses import change_address
from articles.publishing.checks import record
from kbsite.edit_links.targets import answer_page
from tests.articles.admin.pages import client_of, text_of
from tests.factories import (
    ApprovedCommentFactory,
    AuthorFactory,
    EditorFactory,
    GlossaryTermFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    ModeratorFactory,
    VetFactory,
    check_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return LoneArticleFactory(slug="why-dig", title="Why do dogs dig?")


def led_to(client: Client, address: str) -> str:
    """Where /edit/ leads from there; its status if it leads nowhere."""
    answer = client.get("/edit/", {"url": address})
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.headers.get("Location", str(answer.status_code))


def offered(client: Client, path: str = "/articles/why-dig/") -> Any:
    answer = client.get("/edit/offer/", {"url": path})
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.json()


def test_an_editor_comes_from_each_page_to_its_form(article: Article) -> None:
    editor = client_of(EditorFactory())
    word, check = GlossaryTermFactory(slug="reflex"), record(check_rows(), by=None)
    form = f"/admin/articles/article/{article.pk}/change/"
    ways = {
        "/articles/why-dig/": form,
        "/articles/why-dig.md": form,
        "http://testserver/articles/why-dig/?found=1#first": form,
        f"/check/{check.slug}/?q=1": f"/admin/articles/symptomcheck/{check.pk}/change/",
        "/checks/": "/admin/articles/symptomcheck/",
        f"/contributors/{article.author.slug}/": f"/admin/articles/contributor/{article.author.pk}/change/",
        f"/species/{article.species.get().slug}/": (
            f"/admin/articles/species/{article.species.get().pk}/change/"
        ),
        f"/categories/{article.category.slug}/": f"/admin/articles/category/{article.category.pk}/change/",
        "/glossary/": "/admin/articles/glossaryterm/",
        "/glossary/#reflex": f"/admin/articles/glossaryterm/{word.pk}/change/",
        "/emergency/": "/admin/articles/emergencysign/",
        "/emergency/sheet/": "/admin/articles/emergencysign/",
    }

    assert {address: led_to(editor, address) for address in ways} == ways
    assert editor.get("/edit/articles/why-dig/").headers["Location"] == form


def test_an_old_address_leads_to_the_form_too(article: Article) -> None:
    change_address(article, slug="digging", by=None)

    assert led_to(client_of(EditorFactory()), "/articles/why-dig/").endswith(f"/{article.pk}/change/")


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/articles/none/", "https://elsewhere.example/articles/why-dig/", "//[", "nonsense"),
        *("/edit/?url=/articles/why-dig/", "/articles/why-dig/\x00", "/admin/"),
    ],
)
def test_an_address_without_a_form_leads_to_a_page_that_says_so(address: str, article: Article) -> None:
    answer = client_of(EditorFactory()).get("/edit/", {"url": address})

    assert answer.status_code == 404
    assert "can change no page with the address" in answer.content.decode()


def test_each_role_comes_to_what_it_may_do(article: Article) -> None:
    author, vet, moderator = AuthorFactory(), VetFactory(), ModeratorFactory()
    page = "/articles/why-dig/"

    assert led_to(client_of(vet), page) == f"/admin/articles/article/{article.pk}/sign/"
    # Others' drafts and addresses without a page look alike.
    assert [led_to(client_of(user), page) for user in (author, moderator)] == ["404", "404"]
    Article.objects.update(owner=author)
    assert led_to(client_of(author), page) == f"/admin/articles/article/{article.pk}/change/"


def test_whoever_is_not_logged_in_is_led_on_after_the_login(article: Article) -> None:
    editor, client = EditorFactory(), Client()
    door = client.get("/edit/?url=/articles/why-dig/%23first").headers["Location"]
    page = client.get(door).content.decode()

    inside = client.post(
        door,
        {
            "username": editor.username,
            "password": "correct horse",
            "next": "/edit/?url=/articles/why-dig/%23first",
        },
        follow=True,
    )

    assert 'name="next" value="/edit/?url=/articles/why-dig/%23first"' in page
    assert inside.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert inside.status_code == 200


def test_a_page_offers_what_the_person_may_do(article: Article) -> None:
    comment = ApprovedCommentFactory(article=article)
    HeldCommentFactory(article=article)
    people = EditorFactory(), ModeratorFactory()
    editor, moderator = map(client_of, people)

    mine, theirs = offered(editor), offered(moderator)

    assert [link["label"] for link in mine["links"]] == ["Edit this page", "Desk"]
    assert [link["label"] for link in theirs["links"]] == ["1 comment waiting", "Desk"]
    for person, client, found in zip(people, (editor, moderator), (mine, theirs), strict=True):
        assert found["answering"]["href"] == answer_page(person, 0)
        assert client.get(answer_page(person, comment.pk)).status_code == 200
    assert led_to(editor, f"/comments/{comment.pk}/").endswith(f"/showncomment/{comment.pk}/change/")


def test_a_page_says_as_many_comments_wait_as_the_desk_does(article: Article) -> None:
    HeldCommentFactory(article=article)
    blocked = {"check": "blocked", "points": 10, "words": "Blocked.", "blocks": [1]}
    HeldCommentFactory(article=article, findings=[blocked])
    moderator = client_of(ModeratorFactory())

    labels = [link["label"] for link in offered(moderator)["links"]]

    assert labels == ["2 comments waiting", "Desk"]
    assert "Comments 2 wait" in text_of(moderator.get("/admin/"))


@pytest.mark.parametrize("who", ["nobody", "a reader"])
def test_nobody_else_is_offered_anything(who: str, article: Article) -> None:
    client = Client() if who == "nobody" else client_of(AuthorFactory(is_staff=False))

    assert offered(client) == {"is_in": False}


def test_the_offer_asks_the_database_a_fixed_number_of_times(
    article: Article, django_assert_max_num_queries: Any
) -> None:
    client = client_of(EditorFactory(is_superuser=True))
    for _ in range(5):
        HeldCommentFactory(article=article)

    with django_assert_max_num_queries(8):
        offered(client)


def test_addresses_below_a_folder_are_known(article: Article, settings: Any) -> None:
    settings.PATH_PREFIX = "/pets"

    assert led_to(client_of(EditorFactory()), "/pets/articles/why-dig/").endswith(f"/{article.pk}/change/")


def test_machines_are_asked_to_stay_away(client: Client) -> None:
    assert "Disallow: /edit/" in client.get("/robots.txt").content.decode()
