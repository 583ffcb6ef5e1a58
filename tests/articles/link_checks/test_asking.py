"""One address is asked politely and briefly, and what it says is judged fairly."""

import ssl
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from articles.link_checks.agent import agent
from articles.link_checks.asking import Answer, Asker, judge
from articles.link_checks.exchange import Limits
from articles.link_checks.pace import Pace
from articles.models.external_link import Outcome
from tests.articles.link_checks.elsewhere import PRIVATE, PUBLIC, Names, Site, asker, says, site_at


@pytest.fixture
def site() -> Iterator[Site]:
    with site_at(PUBLIC) as site:
        yield site


@pytest.fixture
def neighbour(site: Site) -> Iterator[Site]:
    """What listens on this machine only, at the same port."""
    with site_at(PRIVATE, site.port) as neighbour:
        neighbour.pages["/"] = neighbour.pages["/secret"] = says(200)
        yield neighbour


def ask(site: Site, path: str, **fields: Limits) -> Answer:
    return asker(Names(there_example=PUBLIC), site.port, **fields).ask(
        f"http://there.example:{site.port}{path}"
    )


def test_a_page_that_answers_is_good_after_one_question(site: Site) -> None:
    site.pages["/page?a=b"] = says(200)

    answer = ask(site, "/page?a=b#part")

    assert answer == Answer(Outcome.GOOD, "200", was_heard=True)
    assert site.asked == ["HEAD /page?a=b"]
    assert site.headers[0]["Host"] == f"there.example:{site.port}"
    assert site.headers[0]["User-Agent"] == "Scratchpost"
    assert not {"Cookie", "Authorization", "Referer"} & set(site.headers[0])


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_page_that_refuses_head_is_asked_for_itself(site: Site, status: int) -> None:
    site.pages |= {"HEAD /page": says(status), "GET /page": says(200)}

    assert ask(site, "/page").outcome == Outcome.GOOD
    assert site.asked == ["HEAD /page", "GET /page"]


def test_a_site_that_says_too_many_is_not_asked_again(site: Site) -> None:
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
def test_a_status_is_judged_for_those_who_cite_the_page(
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


def test_a_circle_ends(site: Site) -> None:
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
def test_a_redirect_to_what_is_not_asked_is_not_followed(site: Site, location: str) -> None:
    site.pages["/page"] = says(302, Location=location)

    answer = ask(site, "/page")

    assert (answer.outcome, answer.is_failing) == (Outcome.REFUSED, False)
    assert site.asked == ["HEAD /page"]


def test_a_name_that_changes_its_mind_is_asked_where_it_was_looked_at(site: Site, neighbour: Site) -> None:
    """DNS rebinding: whoever looks the name up a second time is led to this machine."""
    site.pages["/secret"] = says(200)
    names = Names(rebound_example=[PUBLIC, PRIVATE])

    answer = asker(names, site.port).ask(f"http://rebound.example:{site.port}/secret", ("GET",))

    assert answer.outcome == Outcome.GOOD
    assert site.asked == ["GET /secret"]
    assert names.asked == ["rebound.example"]
    assert neighbour.asked == []


def test_each_question_looks_at_the_address_anew(site: Site, neighbour: Site) -> None:
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


# --- servers that misbehave


def slowly(handler: BaseHTTPRequestHandler) -> None:
    """Never silent for long, and never done."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: more\r\n".encode())
        time.sleep(0.1)


def test_a_server_that_never_ends_its_answer_is_cut_off(site: Site) -> None:
    site.pages["/page"] = slowly

    answer = ask(site, "/page", limits=Limits(silence=5, total=0.5, question=5))

    assert (answer.outcome, answer.detail) == (Outcome.FAILED, "It does not answer in time.")


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    site.pages["/page"] = lambda handler: time.sleep(1.5)

    answer = ask(site, "/page", limits=Limits(silence=0.3, total=5, question=5))

    assert answer.detail == "It does not answer in time."


def test_many_slow_redirects_have_one_time_between_them(site: Site) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        says(302, Location="/page")(handler)

    site.pages["/page"] = slow

    answer = ask(site, "/page", limits=Limits(silence=5, total=5, question=0.5))

    assert answer.detail == "It does not answer in time."
    assert len(site.asked) < 6


def test_a_huge_page_is_not_read(site: Site) -> None:
    sent = []

    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 1_000_000)
            sent.append(1)

    site.pages |= {"HEAD /page": says(405), "GET /page": huge}

    assert ask(site, "/page").outcome == Outcome.GOOD
    assert len(sent) < 100


@pytest.mark.parametrize(
    "words",
    [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 999999 No\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a" * 70_000],
)
def test_what_does_not_speak_http_has_failed(site: Site, words: bytes) -> None:
    def speak(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(words)

    site.pages["/page"] = speak

    answer = ask(site, "/page")

    assert (answer.outcome, answer.was_heard) == (Outcome.FAILED, False)


def test_nobody_at_home_has_failed(site: Site) -> None:
    with site_at(PUBLIC) as gone:
        port = gone.port

    answer = asker(Names(there_example=PUBLIC), port).ask(f"http://there.example:{port}/")

    assert (answer.outcome, answer.detail) == (Outcome.FAILED, "It takes no connection.")


def test_a_name_that_nobody_has_has_failed(site: Site) -> None:
    answer = asker(Names(), 80).ask("http://nobody.example/")

    assert answer == Answer(Outcome.FAILED, "The name nobody.example leads to no machine.", is_failing=True)


# --- certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of there.example, with its key, made for this run."""
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "-", "-out", "-"]
    names = ["-subj", "/CN=there.example", "-addext", "subjectAltName=DNS:there.example"]
    try:
        made = subprocess.run([*command, *names], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("openssl makes the certificate of this test")
    path.write_bytes(made.stdout)
    return path


@pytest.fixture
def secure_site(certificate: Path) -> Iterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with site_at(PUBLIC, tls=tls) as site:
        site.pages["/"] = says(200)
        yield site


def secure_asker(site: Site, tls: ssl.SSLContext) -> Asker:
    return asker(Names(there_example=PUBLIC, other_example=PUBLIC), site.port, tls=tls)


def test_a_certificate_has_to_be_that_of_the_name(secure_site: Site, certificate: Path) -> None:
    asking = secure_asker(secure_site, ssl.create_default_context(cafile=str(certificate)))

    good = asking.ask(f"https://there.example:{secure_site.port}/")
    wrong = asking.ask(f"https://other.example:{secure_site.port}/")

    assert good.outcome == Outcome.GOOD
    assert wrong.outcome == Outcome.FAILED
    assert "certificate" in wrong.detail
    assert len(secure_site.asked) == 1


def test_a_certificate_that_nobody_vouches_for_has_failed(secure_site: Site) -> None:
    asking = secure_asker(secure_site, ssl.create_default_context())

    answer = asking.ask(f"https://there.example:{secure_site.port}/")

    assert answer.outcome == Outcome.FAILED
    assert answer.detail.startswith("Its certificate is not good: self")
    assert secure_site.asked == []


# --- manners


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
