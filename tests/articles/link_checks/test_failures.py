"""Servers that are slow, silent, huge or broken end a request in time, as a failure."""

import ssl
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from articles.link_checks.asking import Answer, Asker
from articles.link_checks.exchange import Limits
from articles.models.external_link import Outcome
from tests.articles.link_checks.elsewhere import PUBLIC, Names, Site, asker, says, site_at
from tests.articles.link_checks.requesting import ask

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


def test_many_slow_redirects_share_one_time_limit(site: Site) -> None:
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


def test_a_refused_connection_has_failed(site: Site) -> None:
    with site_at(PUBLIC) as gone:
        port = gone.port

    answer = asker(Names(there_example=PUBLIC), port).ask(f"http://there.example:{port}/")

    assert (answer.outcome, answer.detail) == (Outcome.FAILED, "It takes no connection.")


def test_an_unknown_host_has_failed(site: Site) -> None:
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
