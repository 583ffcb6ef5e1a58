"""`manage.py check_links` looks at everything articles name, keeps what it finds, and reports it."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.link_checks.asking import Answer
from articles.link_checks.broken import articles_with_broken_references
from articles.link_checks.checking import LANDMARK, NetworkDown, by_turns, check
from articles.link_checks.named import links_in, named_addresses
from articles.link_checks.records import Records
from articles.management.commands import check_links
from articles.models import Article, ExternalLink
from articles.models.external_link import Outcome
from articles.publishing import publish
from tests.articles.link_checks.elsewhere import PUBLIC, Names, Site, asker, says, site_at
from tests.factories import DraftArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
GOOD = Answer(Outcome.GOOD, "200", was_heard=True)
GONE = Answer(Outcome.GONE, "404", is_failing=True, was_heard=True)
SILENT = Answer(Outcome.FAILED, "It takes no connection.", is_failing=True)
REFUSED = Answer(Outcome.REFUSED, "It is no web address.")


class Internet:
    """Says of each address what it is told to, one answer after the other; else that it is good."""

    def __init__(self, **said: Any) -> None:
        self.said: dict[str, list[Answer]] = said
        self.asked: list[tuple[str, str]] = []

    def ask(self, url: str, methods: tuple[str, ...] = ("HEAD", "GET")) -> Answer:
        self.asked.append((methods[0], url))
        said = self.said.get(url, [GOOD])
        return said.pop(0) if len(said) > 1 else said[0]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    there = Internet()
    monkeypatch.setattr(check_links, "Asker", lambda agent: there)
    return there


def run(**options: Any) -> str:
    out = StringIO()
    call_command("check_links", stdout=out, **options)
    return out.getvalue()


def outcomes() -> dict[str, str]:
    return dict(ExternalLink.objects.values_list("url", "outcome"))


# --- what is looked at


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[One](https://one.example/a_b)", ["https://one.example/a_b"]),
        ("<https://one.example/>", ["https://one.example/"]),
        ("[One][1] and [two][1]\n\n[1]: http://one.example/", ["http://one.example/"] * 2),
        ("- a\n  > [deep](https://one.example/)", ["https://one.example/"]),
        ("| a |\n|---|\n| [One](https://one.example/) |", ["https://one.example/"]),
        ("::: note\n[One](https://one.example/)\n:::", ["https://one.example/"]),
        ("`[code](https://one.example/)` and https://one.example/ in words", []),
        ("    [code](https://one.example/)", []),
        ("![](https://one.example/picture.png)", []),
    ],
)
def test_links_are_found_where_the_renderer_makes_them(text: str, links: list[str]) -> None:
    assert list(links_in(text)) == links


def test_references_and_texts_of_working_copies_and_of_pages_are_looked_at_once_each() -> None:
    article = DraftArticleFactory(
        slug="wag", body="## A\n\n[^study] [x](https://text.example/) [y](/articles/)"
    )
    reference = ReferenceFactory(article=article, key="study", url="https://before.example/")
    ReferenceFactory(article=article, key="doi", doi="10.1000/182", url="https://ignored.example/")
    publish(article, by=None)
    reference.url = "https://after.example/"
    reference.save()
    Article.objects.filter(pk=article.pk).update(body="[mail](mailto:a@b.example) [x](https://new.example/)")

    assert named_addresses() == {
        "https://before.example/": {"wag": "study"},
        "https://after.example/": {"wag": "study"},
        "https://doi.org/10.1000/182": {"wag": "doi"},
        "https://text.example/": {"wag": ""},
        "https://new.example/": {"wag": ""},
    }


def test_a_page_that_was_withdrawn_is_looked_at_no_more(internet: Internet) -> None:
    article = DraftArticleFactory(body="## A\n\n[x](https://old.example/)")
    publish(article, by=None)
    Article.objects.filter(pk=article.pk).update(body="Nothing.")
    run()
    article.editions.update(live_until=timezone.now())

    run()

    assert outcomes() == {}


def test_a_site_of_any_size_is_read_in_few_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.link_checks.named.CHUNK", 10)
    article = DraftArticleFactory()
    for number in range(25):
        ReferenceFactory(article=article, url=f"https://{number}.example/")

    with CaptureQueriesContext(connection) as queries:
        named = named_addresses()

    assert len(named) == 25
    # Three for the references and one that finds no more; two for the article; one for no page.
    assert len(queries) == 7


# --- going through them


def test_every_answer_is_kept_before_the_next_question() -> None:
    kept: list[str] = []

    class Crashing(Internet):
        def ask(self, url: str, methods: tuple[str, ...] = ("HEAD", "GET")) -> Answer:
            if url == "https://three.example/":
                raise KeyboardInterrupt
            return super().ask(url, methods)

    urls = [f"https://{host}.example/" for host in ("one", "two", "three")]
    with pytest.raises(KeyboardInterrupt):
        check(urls, Crashing(), lambda url, answer, at: kept.append(url))

    assert kept == urls[:2]


def test_what_failed_is_asked_again_at_the_end_in_another_way() -> None:
    kept: list[tuple[str, Outcome]] = []
    away, well = "https://away.example/", "https://well.example/"
    there = Internet(**{away: [Answer(Outcome.FAILED, "503", is_failing=True, was_heard=True), GOOD]})

    check([away, well], there, lambda url, answer, at: kept.append((url, answer.outcome)))

    assert there.asked == [("HEAD", away), ("HEAD", well), ("GET", away)]
    assert kept == [(away, Outcome.FAILED), (well, Outcome.GOOD), (away, Outcome.GOOD)]


def test_without_a_network_nothing_is_called_broken(internet: Internet) -> None:
    for number in range(30):
        url = f"https://{number}.example/"
        ReferenceFactory(url=url)
        internet.said[url] = [SILENT]
    internet.said[LANDMARK] = [SILENT]

    with pytest.raises(CommandError, match="no way out"):
        run()

    assert outcomes() == {}
    assert len(internet.asked) < 15


def test_a_few_dead_addresses_are_told_from_a_dead_network() -> None:
    url = "https://dead.example/"
    kept: list[str] = []

    check([url], Internet(**{url: [SILENT]}), lambda url, *_: kept.append(url))
    with pytest.raises(NetworkDown):
        check([url], Internet(**{url: [SILENT], LANDMARK: [SILENT]}), lambda *_: pytest.fail("Kept."))

    assert kept == [url, url]


def test_hosts_take_turns() -> None:
    a, b, c = (f"https://{host}.example" for host in "abc")

    assert by_turns([f"{a}/1", f"{a}/2", f"{a}/3", f"{b}/1", "http://[", f"{c}/1"]) == [
        *(f"{a}/1", f"{b}/1", "http://[", f"{c}/1"),
        *(f"{a}/2", f"{a}/3"),
    ]


# --- what is kept


def test_what_is_found_is_kept_with_its_days(internet: Internet) -> None:
    url = "https://one.example/"
    ReferenceFactory(url=url)
    days: list[tuple[str, Any, Any]] = []
    for day, answer in enumerate([GOOD, GONE, GONE, REFUSED, GOOD], start=1):
        internet.said[url] = [answer]
        with time_machine.travel(f"2026-03-0{day} 12:00:00+00:00", tick=False):
            run()
        link = ExternalLink.objects.get()
        since = link.failing_since and link.failing_since.day
        assert link.checked_at.day == day
        days.append((link.outcome, link.last_good_at.day if link.last_good_at else None, since))

    assert days == [
        ("good", 1, None),
        ("gone", 1, 2),
        ("gone", 1, 2),
        ("refused", 1, None),
        ("good", 5, None),
    ]


def test_an_address_that_leads_into_a_private_network_is_broken_for_readers() -> None:
    with site_at(PUBLIC) as site:
        site.pages["/"] = says(302, Location="http://10.0.0.1/")
        answer = asker(Names(there_example=PUBLIC), site.port, 80).ask(f"http://there.example:{site.port}/")
    Records().keep("http://there.example/", answer, timezone.now())

    link = ExternalLink.objects.get()
    assert link.outcome == Outcome.REFUSED
    assert link.failing_since is not None


def test_an_address_that_nobody_names_any_more_is_forgotten(internet: Internet) -> None:
    reference = ReferenceFactory(url="https://one.example/")
    ReferenceFactory(url="https://two.example/")
    run()
    reference.delete()

    run(limit=0)

    assert outcomes() == {"https://two.example/": "good"}


def test_one_address_costs_one_statement_however_often_it_is_cited(internet: Internet) -> None:
    for _ in range(5):
        ReferenceFactory(url="https://one.example/")
    named = named_addresses()
    records = Records()

    with CaptureQueriesContext(connection) as queries:
        check(records.due(named, DAY), internet, records.keep)

    assert len([query for query in queries if "articles_externallink" in query["sql"]]) == 1


def test_what_is_longer_than_a_row_takes_is_left_unasked(internet: Internet) -> None:
    long = "https://long.example/" + "x" * 600
    DraftArticleFactory(slug="wag", body=f"[x]({long})")
    ReferenceFactory(url="https://one.example/")
    internet.said["https://one.example/"] = [Answer(Outcome.GOOD, "y" * 600, was_heard=True)]

    said = run()

    assert outcomes() == {"https://one.example/": "good"}
    assert f"Not asked yet:\n  {long}\n    in wag" in said


# --- the command


def test_a_limit_takes_what_was_never_or_least_lately_asked(internet: Internet) -> None:
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


def test_what_was_asked_lately_is_left_out(internet: Internet) -> None:
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


def test_a_report_alone_asks_nobody(internet: Internet) -> None:
    ReferenceFactory(article=DraftArticleFactory(slug="wag"), key="study", url="https://one.example/")

    said = run(report=True)

    assert "Not asked yet:\n  https://one.example/\n    in wag [^study]\n" in said
    assert internet.asked == []
    assert outcomes() == {}


def test_a_broken_address_is_no_fault_of_the_command_unless_it_is_strict(internet: Internet) -> None:
    ReferenceFactory(url="https://gone.example/")
    internet.said["https://gone.example/"] = [GONE]

    run()
    with pytest.raises(CommandError):
        run(strict=True)
    internet.said["https://gone.example/"] = [GOOD]
    run(strict=True)


@pytest.fixture
def site() -> Iterator[Site]:
    with site_at(PUBLIC) as site:
        yield site


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
