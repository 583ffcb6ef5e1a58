"""manage.py check_articles: the same checks over working copies, for a terminal and for CI."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.management.commands import check_articles
from articles.models import Article
from tests.factories import DraftArticleFactory, PictureFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

UNKNOWN = "::: unknown\n- Why\n:::\n"


def run(*arguments: str) -> list[str]:
    """The lines it prints; raises CommandError where it would fail."""
    out = StringIO()
    call_command("check_articles", *arguments, stdout=out)
    return out.getvalue().splitlines()


def failing(*arguments: str) -> tuple[list[str], str]:
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_articles", *arguments, stdout=out)
    return out.getvalue().splitlines(), str(failed.value)


def fit_article(slug: str) -> Article:
    body = f"## A\n\nIt has 5 kg.[^a1]\n\n{UNKNOWN}"
    article = DraftArticleFactory(slug=slug, description="x" * 100, lead=PictureFactory(), body=body)
    ReferenceFactory(article=article, key="a1")
    return article


def test_articles_without_findings_pass_with_a_count() -> None:
    for slug in ("wag", "dig"):
        fit_article(slug)

    assert run("--strict") == ["2 articles checked: 0 findings that block, 0 warnings."]


def test_each_finding_is_a_line_that_names_its_place_and_what_blocks_fails() -> None:
    wag = fit_article("wag")
    body = f"## A\n\nIt has 5 kg.\n\n[^a1] [^nobody]\n\n{UNKNOWN}"
    Article.objects.filter(pk=wag.pk).update(urgency="", body=body)
    fit_article("dig")

    lines, failure = failing()

    assert lines == [
        "wag:0: BLOCKS urgency: The urgency is not declared.",
        "wag:5: BLOCKS body: There is no reference with the key “nobody”.",
        "wag:3: WARNS body: A figure without a citation: 5 kg",
        "2 articles checked: 2 findings that block, 1 warning.",
    ]
    assert failure == "Not every article is fit to publish."


def test_warnings_fail_only_when_asked() -> None:
    wag = fit_article("wag")
    Article.objects.filter(pk=wag.pk).update(description="")

    assert run()[-1] == "1 article checked: 0 findings that block, 1 warning."
    lines, failure = failing("--strict")
    assert lines[-1] == "1 article checked: 0 findings that block, 1 warning."
    assert failure == "There are warnings."


def test_only_the_articles_named_are_checked() -> None:
    fit_article("wag")
    DraftArticleFactory(slug="dig", urgency="")

    assert run("wag") == ["1 article checked: 0 findings that block, 0 warnings."]


def test_an_unknown_address_fails_before_anything_is_checked() -> None:
    DraftArticleFactory(slug="wag")

    assert failing("wag", "nowhere", "neither") == (
        [],
        "There is no article with the address neither, nowhere.",
    )


def test_many_articles_are_read_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_articles, "CHUNK", 2)
    for number in range(5):
        fit_article(f"wag-{number}")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert run() == ["5 articles checked: 0 findings that block, 0 warnings."]

    assert len(queries) <= 5 * 7 + 4


@pytest.mark.usefixtures("library")
def test_the_bundled_articles_are_fit_to_publish_with_few_warnings() -> None:
    *findings, count = run()

    assert "checked: 0 findings that block" in count
    # The figures of show standards have no study behind them, and say in words where they come from.
    assert [finding for finding in findings if " WARNS facts: " not in finding] == []
