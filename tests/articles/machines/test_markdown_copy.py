"""Pages as Markdown, and the list of them for language models."""

from datetime import date

import frontmatter
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markdown_it import MarkdownIt

from articles.machines import llms
from articles.models import Article, BreedFact, Picture
from articles.models.article import Kind
from articles.publishing import addresses, publish, sign
from tests.factories import (
    CategoryFactory,
    DraftArticleFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"
HOSTILE = "</script> ]]> --- `[x](y)` | <b> \x01 🐕"


def copy_of(client: Client, path: str = "/articles/wag.md") -> str:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    return response.content.decode()


def test_a_page_as_markdown_tells_its_whole_standing_first(client: Client) -> None:
    article = DraftArticleFactory(
        slug="wag", title="Why do dogs wag?", body="## Why\n\nIt depends.[^a]\n", lead=PictureFactory()
    )
    ReferenceFactory(article=article, key="a")
    publish(article, by=None)

    page = frontmatter.loads(copy_of(client))

    assert page["title"] == "Why do dogs wag?"
    assert page["urgency"] == "This is normal"
    assert page["review"] == "No vet has signed this page yet."
    assert page["canonical"] == f"{ROOT}/articles/wag/"
    assert page.content.startswith("# Why do dogs wag?\n")
    assert "**In short:** Because they can." in page.content
    assert f"![A dog on a rug]({ROOT}/media/pictures/" in page.content
    assert "It depends.[^a]" in page.content
    assert "[^a]: Sherrington CS (1906). Observations on the scratch-reflex" in page.content
    assert client.get("/articles/wag.md").headers["Link"] == f'<{ROOT}/articles/wag/>; rel="canonical"'


def test_a_signature_is_told_as_the_page_tells_it(client: Client) -> None:
    article, vet = DraftArticleFactory(slug="wag"), VetFactory()
    sign(article, by=vet, review_due_on=date(2031, 1, 1))
    publish(article, by=None)

    assert "Checked by Vera Ito, MRCVS" in str(frontmatter.loads(copy_of(client))["review"])
    assert "signed by a vet" in copy_of(client, "/llms.txt")


def test_a_breed_file_has_its_facts_with_their_sources(client: Client) -> None:
    article = DraftArticleFactory(slug="newt", kind=Kind.BREED, body="## Why\n\nIt depends.[^a]\n")
    reference = ReferenceFactory(article=article, key="a")
    BreedFact.objects.create(article=article, label="Weight", value="5 | 6 kg", reference=reference)
    publish(article, by=None)

    assert "| Weight | 5 \\| 6 kg[^a] |" in copy_of(client, "/breeds/newt.md")
    assert client.get("/articles/newt.md").status_code == 404


def test_what_was_published_is_told_and_nothing_of_the_working_copy(client: Client) -> None:
    picture = PictureFactory(key="rug", alt="As published")
    GlossaryTermFactory(slug="rem-sleep")
    article = DraftArticleFactory(
        slug="wag", body="## Why\n\nIn [REM sleep](term:rem-sleep).\n\n![](picture:rug)\n"
    )
    publish(article, by=None)
    before = copy_of(client)

    Article.objects.update(title="LEAKED", answer="LEAKED", body="LEAKED", standfirst="LEAKED")
    Picture.objects.update(alt="LEAKED", digest="f" * 64)

    assert copy_of(client) == before
    assert f"![As published]({ROOT}{picture.image.url(960)})" in before
    assert "In REM sleep." in before


def test_hostile_text_stays_text_in_markdown(client: Client) -> None:
    LiveArticleFactory(slug="wag", title=HOSTILE, answer=HOSTILE, standfirst=HOSTILE, key_points=HOSTILE)

    text = copy_of(client)
    page = frontmatter.loads(text)
    html = MarkdownIt("commonmark").render(page.content)

    assert page["title"] == HOSTILE.replace(" \x01", "")
    assert "<b>" not in html
    assert "<a " not in html
    assert "\x01" not in text
    assert "\x01" not in copy_of(client, "/llms.txt")
    assert '<a href="y"' not in MarkdownIt("commonmark").render(copy_of(client, "/llms.txt"))


def test_the_markdown_address_of_a_moved_page_redirects_too(client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    addresses.change_address(article, slug="wagging", by=None)

    response = client.get("/articles/wag.md")

    assert response.status_code == 301
    assert response.headers["Location"] == "/articles/wagging.md"
    assert client.get("/articles/never.md").status_code == 404


def test_many_links_cost_as_many_queries_as_one(client: Client) -> None:
    others = LiveArticleFactory.create_batch(6)

    def queries(count: int, slug: str) -> int:
        links = " ".join(f"[a](article:{other.slug})" for other in others[:count])
        LiveArticleFactory(slug=slug, body=f"## Why\n\n{links}\n")
        with CaptureQueriesContext(connection) as captured:
            text = copy_of(client, f"/articles/{slug}.md")
        assert text.count(f"]({ROOT}/articles/") == count
        return len(captured)

    assert queries(1, "few") == queries(6, "many")


def test_language_models_get_the_newest_pages_of_each_category(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llms, "NEWEST", 3)
    second, first = CategoryFactory(name="Second", position=2), CategoryFactory(name="First", position=1)
    for slug, category in (("old", first), ("a", second), ("b", first), ("c", first)):
        LiveArticleFactory(slug=slug, category=category, title=f"Why {slug}?", answer="Because.")

    with CaptureQueriesContext(connection) as captured:
        text = copy_of(client, "/llms.txt")

    lines = [line for line in text.splitlines() if line.startswith(("# ", "## ", "- [", "> "))]
    assert lines[0] == "# Scratchpost"
    assert lines[1].startswith("> ")
    assert lines[2:5] == [
        "## When an animal may be ill",
        f"- [Is it an emergency?]({ROOT}/emergency/): signs that cannot wait, first aid, and poison lines by "
        "country",
        f"- [60-second checks]({ROOT}/checks/): yes-or-no questions about one sign",
    ]
    assert lines[5:10] == [
        "## First",
        f"- [Why c?]({ROOT}/articles/c.md): Because. (unsigned)",
        f"- [Why b?]({ROOT}/articles/b.md): Because. (unsigned)",
        "## Second",
        f"- [Why a?]({ROOT}/articles/a.md): Because. (unsigned)",
    ]
    assert len(captured) == 1
