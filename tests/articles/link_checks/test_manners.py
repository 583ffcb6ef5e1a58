"""The check requests a host once a second, under the site's own name."""

import pytest

from articles.link_checks.agent import agent
from articles.link_checks.asking import Asker, judge
from articles.link_checks.pace import Pace
from tests.articles.link_checks.elsewhere import PUBLIC, Names, Site, asker, says


def test_a_host_is_asked_once_a_second_and_another_at_once() -> None:
    slept: list[float] = []
    pace = Pace(1.0, clock=lambda: 100.0, sleep=slept.append)

    for host in ("one.example", "two.example", "one.example", "one.example"):
        pace.wait(host)

    assert slept == [1.0, 2.0]


def test_every_request_to_a_host_counts(site: Site) -> None:
    slept: list[float] = []
    site.pages |= {"/one": says(302, Location="/two"), "/two": says(404)}
    asking = asker(Names(there_example=PUBLIC), site.port)
    polite = Asker("Scratchpost", asking.network, Pace(sleep=slept.append), asking.limits)

    polite.ask(f"http://there.example:{site.port}/one")

    assert site.asked == ["HEAD /one", "HEAD /two", "GET /two"]
    assert len(slept) == 2


@pytest.mark.parametrize(
    ("hosts", "name"),
    [
        (["kb.example.org", "localhost"], "Scratchpost (reference check; +https://kb.example.org/)"),
        (
            ["localhost", "127.0.0.1", "[::1]", ".example.org"],
            "Scratchpost (reference check; +https://example.org/)",
        ),
        (["localhost", "127.0.0.1"], "Scratchpost (reference check)"),
        (["*"], "Scratchpost (reference check)"),
    ],
)
def test_the_site_asks_in_its_own_name(settings: object, hosts: list[str], name: str) -> None:
    settings.ALLOWED_HOSTS = hosts  # type: ignore[attr-defined]  # pytest-django's wrapper

    assert agent() == name


def test_a_detail_tells_where_a_page_moved() -> None:
    assert judge(404, moved_to="https://there.example/").detail == "404, moved to https://there.example/"
