"""`manage.py check_links`: its options, its report, and the articles with broken references."""

from typing import Any

import pytest
import time_machine
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from articles.link_checks.broken import articles_with_broken_references
from articles.management.commands import check_links
from articles.models import ExternalLink
from tests.articles.link_checks.answers import GONE, GOOD, REFUSED, Internet, outcomes, run
from tests.articles.link_checks.elsewhere import PUBLIC, Names, Site, asker, says
from tests.factories import DraftArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db


def test_a_limit_takes_addresses_never_checked_or_checked_longest_ago(internet: Internet) -> None:
    for host in ("one", "two", "three"):
        ReferenceFactory(url=f"https://{host}.example/")
    with time_machine.travel("2026-03-01", tick=False):
        run(limit=1)
    with time_machine.travel("2026-03-02", tick=False):
        run(limit=1)
    internet.asked.clear()

    with time_machine.travel("2026-03-03", tick=False):
        run(limit=2)

    assert [url for _, url in internet.asked] == ["https://two.example/", "https://one.example/"]


def test_addresses_checked_recently_are_left_out(internet: Internet) -> None:
    ReferenceFactory(url="https://one.example/")
    with time_machine.travel("2026-03-01", tick=False):
        run()
    ReferenceFactory(url="https://two.example/")
    internet.asked.clear()

    with time_machine.travel("2026-03-05", tick=False):
        run(older_than=6)
    with time_machine.travel("2026-03-08", tick=False):
        run(older_than=6)

    assert [url for _, url in internet.asked] == ["https://two.example/", "https://one.example/"]


def test_the_report_names_what_is_broken_first_and_the_day_it_last_answered(internet: Internet) -> None:
    for slug in ("cat", "dog", "emu", "fox"):
        ReferenceFactory(article=DraftArticleFactory(slug=slug), key="study", url="https://gone.example/")
    DraftArticleFactory(slug="text", body="[x](https://good.example/) [y](https://odd.example:8080/)")
    internet.said["https://odd.example:8080/"] = [REFUSED]
    with time_machine.travel("2026-02-01 12:00+00:00", tick=False):
        run()
    internet.said["https://gone.example/"] = [GONE]
    with time_machine.travel("2026-03-01 12:00+00:00", tick=False):
        said = run()

    assert said.splitlines() == [
        "Broken:",
        "  https://gone.example/",
        "    Not found (404); failing since 1 March 2026, last good 1 February 2026;"
        " in cat [^study], dog [^study], emu [^study] and 1 more",
        "Not looked at:",
        "  https://odd.example:8080/",
        "    It is no web address; in text",
        "Good:",
        "  https://good.example/",
        "    last good 1 March 2026 (200); in text",
        "Broken 1, not looked at 1, not asked yet 0, good 1.",
    ]


def test_a_report_alone_sends_no_request(internet: Internet) -> None:
    ReferenceFactory(article=DraftArticleFactory(slug="wag"), key="study", url="https://one.example/")

    said = run(report=True)

    assert "Not asked yet:\n  https://one.example/\n    in wag [^study]\n" in said
    assert internet.asked == []
    assert outcomes() == {}


def test_a_broken_address_is_an_error_of_the_command_only_with_strict(internet: Internet) -> None:
    ReferenceFactory(url="https://gone.example/")
    internet.said["https://gone.example/"] = [GONE]

    run()
    with pytest.raises(CommandError):
        run(strict=True)
    internet.said["https://gone.example/"] = [GOOD]
    run(strict=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_database_waits_while_a_site_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first reference to the report, against a real server."""
    waiting: list[bool] = []

    def look(handler: Any) -> None:
        waiting.append(connection.in_atomic_block)
        says(200)(handler)

    site.pages["/page"] = look
    ReferenceFactory(url=f"http://there.example:{site.port}/page")
    names = Names(there_example=PUBLIC)
    monkeypatch.setattr(check_links, "Asker", lambda agent: asker(names, site.port))

    said = run()

    assert "good 1." in said
    assert waiting == [False]
    assert connection.connection.get_transaction_status() == 0


# --- for the day's page


def failing(url: str) -> ExternalLink:
    now = timezone.now()
    return ExternalLink.objects.create(url=url, outcome="gone", checked_at=now, failing_since=now)


def test_articles_whose_references_fail_are_found_by_doi_and_by_address() -> None:
    by_doi, by_url, both, fine = (DraftArticleFactory() for _ in range(4))
    ReferenceFactory(article=by_doi, doi="10.1000/182", url="https://other.example/")
    ReferenceFactory(article=by_url, url="https://gone.example/")
    ReferenceFactory(article=both, url="https://gone.example/")
    ReferenceFactory(article=both, doi="10.1000/182")
    ReferenceFactory(article=fine, url="https://good.example/")
    # A DOI goes before an address, which nobody is then sent to.
    ReferenceFactory(article=fine, doi="10.1000/9", url="https://gone.example/")
    failing("https://gone.example/")
    failing("https://doi.org/10.1000/182")
    failing("https://doi.org/")
    ExternalLink.objects.create(url="https://good.example/", outcome="good", checked_at=timezone.now())

    assert set(articles_with_broken_references()) == {by_doi, by_url, both}
    assert articles_with_broken_references().count() == 3


def test_articles_without_broken_references_are_none() -> None:
    ReferenceFactory(url="https://one.example/")
    ReferenceFactory()

    assert not articles_with_broken_references().exists()
