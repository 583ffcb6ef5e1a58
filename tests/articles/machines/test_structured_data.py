"""JSON-LD: what pages say of themselves in the words of schema.org."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.drafts import sharing
from articles.machines.structured_data import contributor_nodes
from articles.models import Article, Picture
from articles.publishing import Release, publish, sign, withdraw
from tests.articles.machines.schema_vocabulary import Node, mistakes, nodes_in, of_type
from tests.factories import (
    ApprovedCommentFactory,
    ContributorFactory,
    DraftArticleFactory,
    HeldCommentFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
HOSTILE = "</script><script>alert(1)</script> ]]> <!-- & \u2028 \x01 🐕"


def draft(**fields: object) -> Article:
    article = DraftArticleFactory(
        slug="wag",
        description="What a wagging tail says.",
        body="## Why\n\nIt depends.[^study1906]\n",
        lead=PictureFactory(credit="Drawing: Scratchpost", caption="A dog at rest."),
        species=[SpeciesFactory(slug="dogs", name="Dogs")],
        **fields,
    )
    ReferenceFactory(article=article, key="study1906", doi="10.1113/jphysiol.1906.sp001139")
    return article


def html_of(client: Client, path: str = "/articles/wag/") -> str:
    return client.get(path).content.decode()


def test_an_article_says_what_it_is_in_the_vocabulary_of_schema_org(client: Client) -> None:
    article = draft()
    edition = publish(article, by=None, release=Release(at=None))

    nodes = nodes_in(html_of(client))

    assert mistakes(nodes) == []
    said = of_type(nodes, "Article")
    assert said["headline"] == article.title
    assert said["@id"] == f"{ROOT}/articles/wag/#article"
    assert said["inLanguage"] == "en-GB"
    assert said["isAccessibleForFree"] is True
    assert said["dateModified"] == edition.updated_at.isoformat()
    assert said["image"]["contentUrl"] == ROOT + edition.pictures[0]["srcset"].split(", ")[-1].split()[0]
    assert said["image"]["creditText"] == "Drawing: Scratchpost"
    assert said["citation"][0]["url"] == "https://doi.org/10.1113/jphysiol.1906.sp001139"
    assert said["about"] == [{"@type": "Thing", "name": "Dogs"}]


def test_names_unknown_to_schema_org_are_found() -> None:
    wrong: list[Node] = [
        {"@type": "Article", "lastReviewed": "2026-01-02"},
        {"@type": "WebPage", "lastReviewed": "last week"},
        {"@type": "Article", "author": {"@type": "WebPage", "name": "Rowan"}},
        {"@type": "Artikel"},
    ]

    assert len(mistakes(wrong)) == 4


def test_a_page_without_a_signature_names_no_reviewer(client: Client) -> None:
    publish(draft(), by=None)

    html = html_of(client)

    assert "reviewedBy" not in html
    assert "lastReviewed" not in html


def test_a_signature_is_told_of_the_page_with_the_vets_credentials(client: Client) -> None:
    article, vet = draft(), VetFactory()
    sign(article, by=vet, review_due_on=date(2031, 1, 1))
    publish(article, by=None)

    nodes = nodes_in(html_of(client))

    page = of_type(nodes, "WebPage")
    assert mistakes(nodes) == []
    assert page["reviewedBy"]["name"] == "Vera Ito"
    assert page["reviewedBy"]["hasCredential"]["name"] == "MRCVS"
    assert date.fromisoformat(page["lastReviewed"])
    assert "reviewedBy" not in of_type(nodes, "Article")


def test_the_first_edition_gives_the_day_of_publication_and_the_last_that_of_the_change(
    client: Client,
) -> None:
    article = draft()
    publish(article, by=None, release=Release(updated_at=datetime(2024, 5, 6, 12, tzinfo=UTC)))
    publish(article, by=None, release=Release(updated_at=datetime(2025, 7, 8, 12, tzinfo=UTC)))

    said = of_type(nodes_in(html_of(client)), "Article")

    assert said["datePublished"] == "2024-05-06"
    assert said["dateModified"].startswith("2025-07-08")


@pytest.mark.parametrize(
    ("role", "is_vet", "kind"),
    [
        ("Editorial team", False, "Organization"),
        ("Writer", False, "Person"),
        ("Team leader", False, "Person"),
        ("Head of the team", True, "Person"),
    ],
)
def test_an_author_is_a_person_unless_the_role_says_team(
    client: Client, role: str, is_vet: bool, kind: str
) -> None:
    publish(draft(author=ContributorFactory(slug="rowan", role=role, is_vet=is_vet)), by=None)

    author = of_type(nodes_in(html_of(client)), "Article")["author"]

    assert author["@type"] == kind
    assert author["url"] == f"{ROOT}/contributors/rowan/"


def test_a_contributor_is_described_by_what_readers_see(client: Client) -> None:
    vet = ContributorFactory(name="Vera Ito", role="Veterinary surgeon", credentials="MRCVS", is_vet=True)

    nodes = contributor_nodes(client.get("/").wsgi_request, vet)

    assert mistakes(nodes) == []
    assert of_type(nodes, "Person")["hasCredential"]["name"] == "MRCVS"


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("https://example.org/by/4.0/", "https://example.org/by/4.0/"),
        ("All rights reserved", {"@type": "CreativeWork", "name": "All rights reserved"}),
        ("", None),
    ],
)
def test_a_picture_says_its_licence_where_it_has_one(client: Client, licence: str, said: object) -> None:
    article = draft()
    Picture.objects.update(licence=licence)
    publish(article, by=None)

    nodes = nodes_in(html_of(client))

    assert mistakes(nodes) == []
    assert of_type(nodes, "Article")["image"].get("license") == said


def test_the_trail_of_a_page_is_told_as_it_is_shown(client: Client) -> None:
    publish(draft(), by=None)

    html = html_of(client)

    shown = re.findall(r'<li><a href="([^"]+)">', html.split('aria-label="Breadcrumb"')[1].split("</nav>")[0])
    trail = of_type(nodes_in(html), "BreadcrumbList")
    assert [item["item"]["@id"] for item in trail["itemListElement"]] == [ROOT + path for path in shown]
    assert [item["position"] for item in trail["itemListElement"]] == list(range(1, len(shown) + 1))
    assert len(shown) >= 3
    assert of_type(nodes_in(html), "WebPage")["breadcrumb"]["@id"] == trail["@id"]


def test_no_text_can_close_the_script_element_of_the_data(client: Client) -> None:
    article = draft(title=HOSTILE, standfirst=HOSTILE, answer=HOSTILE)
    Picture.objects.update(caption=HOSTILE)
    article.references.update(title=HOSTILE)
    publish(article, by=None)
    Article.objects.update(comment_count=1)
    ApprovedCommentFactory(article=article, text=HOSTILE, name=HOSTILE[:40])

    html = html_of(client)

    assert "<script>alert" not in html
    assert "\u2028" not in "".join(re.findall(r"ld\+json\">(.*?)</script>", html, re.DOTALL))
    nodes = nodes_in(html)
    assert mistakes(nodes) == []
    assert of_type(nodes, "Article")["headline"] == HOSTILE
    assert of_type(nodes, "Comment")["text"] == HOSTILE


def test_only_approved_comments_are_counted_in_the_data(client: Client) -> None:
    article = draft()
    publish(article, by=None)
    Article.objects.update(comment_count=1)
    seen = ApprovedCommentFactory(article=article, name="Rowan", text="Mine too.", email="rowan@example.org")
    HeldCommentFactory(article=article, text="Not approved.")

    html = html_of(client)

    comment = of_type(nodes_in(html), "Comment")
    assert comment["author"] == {"@type": "Person", "name": "Rowan"}
    assert comment["dateCreated"] == seen.created_at.isoformat()
    assert comment["parentItem"] == {"@id": of_type(nodes_in(html), "Article")["@id"]}
    assert "Not approved." not in html
    assert "rowan@example.org" not in html


def test_drafts_and_errors_tell_machines_nothing(client: Client, editor: User) -> None:
    _, token = sharing.share(draft(), by=editor, days=3)
    withdrawn = LiveArticleFactory(slug="gone")
    withdraw(withdrawn, by=None)

    for path in (f"/preview/{token}/", "/articles/gone/", "/articles/never/", "/nowhere/"):
        html = html_of(client, path)
        assert "ld+json" not in html
        assert "canonical" not in html
        assert "og:" not in html


def queries_for_page(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        html_of(client)
    return len(queries)


def test_data_costs_no_query_more_for_more_comments(client: Client) -> None:
    article = draft()
    publish(article, by=None)
    Article.objects.update(comment_count=6)
    ApprovedCommentFactory(article=article)
    with_one = queries_for_page(client)

    ApprovedCommentFactory.create_batch(5, article=article)

    assert queries_for_page(client) == with_one
    assert html_of(client).count('"@type":"Comment"') == 6
