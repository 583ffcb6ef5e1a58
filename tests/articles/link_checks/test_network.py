"""No address in a private network is ever asked, however it is written or wherever it moves."""

import socket
from typing import Any

import pytest

from articles.link_checks.network import Network, UnknownHost, is_public, resolve
from articles.link_checks.web_address import AddressRefused, WebAddress, read_address


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
        "0.0.0.0",  # noqa: S104  # nothing listens there; it is refused
        *("169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9"),
        *("::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1"),
        *("ff02::1", "2001:db8::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1"),
        *("2001:0:7f00:1::", "5f00::1"),
    ],
)
def test_addresses_that_only_some_reach_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_addresses_that_everybody_reaches_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "localhost", "::1"])
def test_other_ways_to_write_this_machine_lead_to_this_machine(host: str) -> None:
    with pytest.raises(AddressRefused, match="private network") as refused:
        Network().look_up(host, 80)

    assert refused.value.is_private


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    network = Network(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])

    with pytest.raises(AddressRefused):
        network.look_up("example.org", 443)


@pytest.mark.parametrize("port", [0, 22, 25, 5432, 6379, 8080])
def test_only_the_ports_of_the_web_are_asked(port: int) -> None:
    network = Network(resolve=lambda host, port: pytest.fail("The name was looked up."))

    with pytest.raises(AddressRefused, match=f"port {port}") as refused:
        network.look_up("example.org", port)

    assert not refused.value.is_private


@pytest.mark.parametrize("error", [socket.gaierror("no such name"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere_is_unknown(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(UnknownHost):
        resolve("nobody.example", 80)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://example.org", WebAddress("http", "example.org", 80, "/")),
        ("HTTPS://Example.ORG/A?b=c#d", WebAddress("https", "example.org", 443, "/A?b=c")),
        ("https://bücher.example/ä b", WebAddress("https", "xn--bcher-kva.example", 443, "/%C3%A4%20b")),
        (
            "https://doi.org/10.1002/(SICI)16<1661::A>3",
            WebAddress("https", "doi.org", 443, "/10.1002/(SICI)16%3C1661::A%3E3"),
        ),
        ("http://[2606:4700::1]:8080/", WebAddress("http", "2606:4700::1", 8080, "/")),
    ],
)
def test_an_address_is_read_as_a_browser_would(url: str, place: WebAddress) -> None:
    assert read_address(url) == place


def test_the_host_is_named_with_its_port_only_where_that_is_not_the_usual_one() -> None:
    assert read_address("https://example.org:443/").host_header == "example.org"
    assert read_address("https://example.org:80/").host_header == "example.org:80"
    assert read_address("http://[2606:4700::1]/").host_header == "[2606:4700::1]"


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_", "javascript:alert(1)", ""),
        *("https://", "https:///path", "http://example.org:99999/", "http://[::1", f"http://{'a' * 64}.org/"),
        *("http://user@example.org/", "http://user:secret@example.org/", "http://example.org\\@127.0.0.1/"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_address(url)
