"""The answers of registers are read with the same care as links are checked."""

import pytest

from articles.link_checks.exchange import Limits
from articles.link_checks.network import Network
from articles.link_checks.reading import NotRead, Reader
from tests.articles.link_checks.elsewhere import NO_TLS, PRIVATE, PUBLIC, Names, Says, Site, allows, says


def body(content: bytes) -> Says:
    def answer(handler: object) -> None:
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Content-Length", str(len(content)))  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        handler.wfile.write(content)  # type: ignore[attr-defined]

    return answer


def reader(site: Site, *hosts: str) -> Reader:
    names = Names(there_example=PUBLIC, inside_example=PRIVATE)
    network = Network(resolve=names, allows=allows, ports=frozenset({site.port}))
    limits = Limits(silence=1, total=2, question=3)
    return Reader("Scratchpost", frozenset(hosts), 100, network, limits, NO_TLS, scheme="http")


def test_the_body_is_read_up_to_the_limit(site: Site) -> None:
    site.pages |= {"/short": body(b"x" * 100), "/long": body(b"x" * 101)}
    there = f"http://there.example:{site.port}"

    assert reader(site, "there.example").read(f"{there}/short", accept="text/x") == b"x" * 100
    assert site.headers[-1]["Accept"] == "text/x"
    with pytest.raises(NotRead, match="too long"):
        reader(site, "there.example").read(f"{there}/long", accept="text/x")


@pytest.mark.parametrize("target", ["http://other.example/", "http://inside.example/", "file:///etc/passwd"])
def test_a_redirect_leads_to_no_other_host(site: Site, target: str) -> None:
    site.pages["/away"] = says(302, Location=target)

    with pytest.raises(NotRead):
        reader(site, "there.example").read(f"http://there.example:{site.port}/away", accept="*/*")

    assert len(site.asked) == 1


def test_a_named_host_in_a_private_network_is_not_asked(site: Site) -> None:
    with pytest.raises(NotRead, match="private"):
        reader(site, "inside.example").read(f"http://inside.example:{site.port}/", accept="*/*")

    assert site.asked == []
