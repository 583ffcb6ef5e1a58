"""One address is asked politely and briefly, and what it says is judged fairly."""

from collections.abc import Iterator

import pytest

from articles.link_checks.asking import Answer
from articles.models.external_link import Outcome
from tests.articles.link_checks.elsewhere import PRIVATE, PUBLIC, Names, Site, asker, says, site_at
from tests.articles.link_checks.requesting import ask


@pytest.fixture
def neighbour(site: Site) -> Iterator[Site]:
    """What listens on this machine only, at the same port."""
    with site_at(PRIVATE, site.port) as neighbour:
        neighbour.pages["/"] = neighbour.pages["/secret"] = says(200)
        yield neighbour


def test_a_page_that_answers_is_good_after_one_question(site: Site) -> None:
    site.pages["/page?a=b"] = says(200)

    answer = ask(site, "/page?a=b#part")

    assert answer == Answer(Outcome.GOOD, "200", was_heard=True)
    assert site.asked == ["HEAD /page?a=b"]
    assert site.headers[0]["Host"] == f"there.example:{site.port}"
    assert site.headers[0]["User-Agent"] == "Scratchpost"
    assert not {"Cookie", "Authorization", "Referer"} & set(site.headers[0])


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_page_that_refuses_head_is_requested_with_get(site: Site, status: int) -> None:
    site.pages |= {"HEAD /page": says(status), "GET /page": says(200)}

    assert ask(site, "/page").outcome == Outcome.GOOD
    assert site.asked == ["HEAD /page", "GET /page"]


def test_a_site_that_answers_too_many_requests_gets_no_second_request(site: Site) -> None:
    site.pages["/page"] = says(429)

    answer = ask(site, "/page")

    assert (answer.outcome, answer.detail) == (Outcome.GOOD, "429: answers, but refuses robots")
    assert site.asked == ["HEAD /page"]


@pytest.mark.parametrize(
    ("status", "outcome", "is_failing"),
    [
        *((200, Outcome.GOOD, False), (204, Outcome.GOOD, False)),
        *((status, Outcome.GOOD, False) for status in (401, 403, 405)),
        *((404, Outcome.GONE, True), (410, Outcome.GONE, True)),
        *((status, Outcome.FAILED, True) for status in (300, 304, 400, 451, 500, 502, 503)),
    ],
)
def test_a_status_says_whether_the_citation_still_works(
    site: Site, status: int, outcome: Outcome, is_failing: bool
) -> None:
    site.pages["/page"] = says(status)

    answer = ask(site, "/page")

    assert (answer.outcome, answer.is_failing, answer.was_heard) == (outcome, is_failing, True)
    assert answer.detail.startswith(str(status))


def test_redirects_are_followed_and_told(site: Site) -> None:
    site.pages |= {"/one": says(301, Location="two?x=1"), "/two?x=1": says(200)}

    answer = ask(site, "/one")

    assert answer.detail == f"200, moved to http://there.example:{site.port}/two?x=1"


def test_five_redirects_are_followed_and_no_more(site: Site) -> None:
    for number in range(7):
        site.pages[f"/{number}"] = says(302, Location=f"/{number + 1}")
    site.pages["/7"] = says(200)

    assert ask(site, "/2").outcome == Outcome.GOOD
    assert ask(site, "/1").detail == "It leads on and on."


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.pages["/round"] = says(302, Location="/round")

    assert ask(site, "/round").outcome == Outcome.FAILED
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        *(
            "http://127.0.0.1:{port}/secret",
            "//127.0.0.1:{port}/secret",
            "http://inside.example:{port}/secret",
        ),
        *(
            "http://169.254.169.254:{port}/latest/meta-data/",
            "http://0.0.0.0:{port}/secret",
            "http://127.1:{port}/",
        ),
    ],
)
def test_a_redirect_into_a_private_network_is_not_followed(
    site: Site, neighbour: Site, location: str
) -> None:
    site.pages["/page"] = says(302, Location=location.format(port=site.port))
    names = Names(there_example=PUBLIC, inside_example=PRIVATE)

    answer = asker(names, site.port).ask(f"http://there.example:{site.port}/page")

    assert (answer.outcome, answer.is_failing) == (Outcome.REFUSED, True)
    assert "is in a private network" in answer.detail
    assert neighbour.asked == []


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "http://a:b@there.example/", "http://there.example:22/", "http://["]
)
def test_a_redirect_to_a_refused_address_is_not_followed(site: Site, location: str) -> None:
    site.pages["/page"] = says(302, Location=location)

    answer = ask(site, "/page")

    assert (answer.outcome, answer.is_failing) == (Outcome.REFUSED, False)
    assert site.asked == ["HEAD /page"]


def test_a_name_with_a_new_address_is_requested_at_the_approved_one(site: Site, neighbour: Site) -> None:
    """DNS rebinding: whoever looks the name up a second time is led to this machine."""
    site.pages["/secret"] = says(200)
    names = Names(rebound_example=[PUBLIC, PRIVATE])

    answer = asker(names, site.port).ask(f"http://rebound.example:{site.port}/secret", ("GET",))

    assert answer.outcome == Outcome.GOOD
    assert site.asked == ["GET /secret"]
    assert names.asked == ["rebound.example"]
    assert neighbour.asked == []


def test_each_request_looks_the_name_up_again(site: Site, neighbour: Site) -> None:
    site.pages["HEAD /secret"] = says(405)
    names = Names(rebound_example=[PUBLIC, PRIVATE])

    answer = asker(names, site.port).ask(f"http://rebound.example:{site.port}/secret")

    assert answer.outcome == Outcome.REFUSED
    assert site.asked == ["HEAD /secret"]
    assert neighbour.asked == []


def test_a_proxy_in_the_environment_is_not_used(
    site: Site, neighbour: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{PRIVATE}:{site.port}")
    site.pages["/page"] = says(200)

    assert ask(site, "/page").outcome == Outcome.GOOD
    assert neighbour.asked == []


# --- DOIs


@pytest.mark.parametrize("host", ["doi.org", "dx.doi.org"])
def test_a_doi_that_its_resolver_knows_is_good_without_asking_the_publisher(site: Site, host: str) -> None:
    site.pages["/10.1000/182"] = says(302, Location="http://publisher.example/refuses-robots")

    answer = asker(Names(**{host.replace(".", "_"): PUBLIC}), site.port).ask(
        f"http://{host}:{site.port}/10.1000/182"
    )

    assert (answer.outcome, answer.is_failing) == (Outcome.GOOD, False)
    assert site.asked == ["HEAD /10.1000/182"]


def test_one_resolver_of_dois_that_leads_to_the_other_is_followed(site: Site) -> None:
    site.pages["/10.1000/182"] = says(301, Location=f"http://doi.org:{site.port}/10.1000/unknown")
    names = Names(doi_org=PUBLIC, dx_doi_org=PUBLIC)

    answer = asker(names, site.port).ask(f"http://dx.doi.org:{site.port}/10.1000/182")

    assert answer.outcome == Outcome.GONE


def test_a_doi_that_its_resolver_does_not_know_is_gone(site: Site) -> None:
    answer = asker(Names(doi_org=PUBLIC), site.port).ask(f"http://doi.org:{site.port}/10.1000/none")

    assert answer.outcome == Outcome.GONE
