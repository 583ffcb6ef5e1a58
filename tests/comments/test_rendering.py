"""A reader's plain text becomes HTML with nothing but paragraphs, line breaks and links."""

from html.parser import HTMLParser

import pytest

from comments.rendering import LINK_CHARACTERS, text_html

HARMLESS_TAGS = {"p", "br", "a"}
HARMLESS_ATTRIBUTES = {"href", "rel"}
HARMLESS_SCHEMES = ("http://", "https://", "mailto:")


class Seen(HTMLParser):
    """The elements that a browser would make of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    @property
    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.tags if tag == "a"]


VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "</p></div><iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>here</a>",
    "javascript:alert(1)//www.example.org",
    "data:text/html,<script>alert(1)</script>",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'onmouseover='alert(1)",
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/&quot;&gt;&lt;script&gt;alert(1)",
    "http://javascript:alert(1)@example.org/",
    'me@example.org"onmouseover="alert(1)',
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    'rel="nofollow"><script>alert(1)</script>',
    "<<script>alert(1);//<</script>",
    "{{ 7|add:7 }}{% debug %}<b>bold</b>",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_no_markup_of_a_reader_becomes_markup_of_ours(vector: str) -> None:
    seen = Seen(text_html(vector))

    assert {tag for tag, _ in seen.tags} <= HARMLESS_TAGS
    assert {name for _, attributes in seen.tags for name in attributes} <= HARMLESS_ATTRIBUTES
    assert all(str(link).startswith(HARMLESS_SCHEMES) for link in seen.links)
    assert seen.others == []


@pytest.mark.parametrize("vector", VECTORS)
def test_readers_see_exactly_what_was_typed(vector: str) -> None:
    assert Seen(text_html(vector)).text == vector


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line", "<p>One line</p>"),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("One\r\ntwo", "<p>One<br>two</p>"),
        ("One\n\ntwo", "<p>One</p>\n\n<p>two</p>"),
        ("One\n\n\n\ntwo", "<p>One</p>\n\n<p>two</p>"),
        ("  \n One \n ", "<p>One</p>"),
        ("Fish & chips < 5", "<p>Fish &amp; chips &lt; 5</p>"),
        ('He\'s a "good" dog', "<p>He&#x27;s a &quot;good&quot; dog</p>"),
        ("🐶 schläft", "<p>🐶 schläft</p>"),
    ],
)
def test_line_breaks_are_kept_and_the_rest_is_escaped_once(text: str, html: str) -> None:
    assert text_html(text) == html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a", "https://example.org/a"),
        ("See www.example.org.", "http://www.example.org"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("“Look”: https://example.org/a?b=1&c=2!", "https://example.org/a?b=1&c=2"),
        ('He said "https://example.org/a"', "https://example.org/a"),
        ("https://example.org/a\nnext line", "https://example.org/a"),
    ],
)
def test_a_web_address_becomes_a_link_that_earns_no_rank(text: str, address: str) -> None:
    seen = Seen(text_html(text))

    assert ("a", {"href": address, "rel": "nofollow ugc noopener"}) in seen.tags


@pytest.mark.parametrize(
    ("text", "html"),
    [
        *(("(see {}).", "(see {})."), ("{}, and", "{}, and"), ("“{}”.", "“{}”."), ("«{}»", "«{}»")),
        *(
            ("{}!?", "{}!?"),
            ("{}:", "{}:"),
            ("[{}].", "[{}]."),
            ("{}。次", "{}。次"),
            ("見て{}、", "見て{}、"),
        ),
        *(("（{}）", "（{}）"), ("<{}>.", "&lt;{}&gt;."), ("'{}';", "&#x27;{}&#x27;;"), ("{}…", "{}…")),
        *(("「{}」", "「{}」"), ("({})!?).", "({})!?)."), ("{}…{}", "{}…{}")),
    ],
)
@pytest.mark.parametrize("address", ["https://example.org/a_(b)", "https://example.org/x"])
def test_what_stands_around_a_link_stays_and_is_no_part_of_it(text: str, html: str, address: str) -> None:
    link = f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>'

    assert text_html(text.replace("{}", address)) == f"<p>{html.replace('{}', link)}</p>"


def test_an_e_mail_address_keeps_its_brackets_and_full_stop() -> None:
    html = text_html("Write (to me@example.org).")

    assert html == '<p>Write (to <a href="mailto:me@example.org">me@example.org</a>).</p>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        # Cyrillic letters among Latin ones, or all of them passing for Latin ones.
        *(
            ("https://gооgle.com/", "https://xn--ggle-55da.com/"),
            ("https://аррӏе.com", "https://xn--80ak6aa92e.com"),
        ),
        *(("www.εхample.gr", "www.xn--ample-09d22h.gr"), ("x@аррӏе.com", "x@xn--80ak6aa92e.com")),
        ("https://example.org@аррӏе.com:80/y", "https://example.org@xn--80ak6aa92e.com:80/y"),
        ("https://ɡoogle.com", "https://xn--oogle-qmc.com"),
        # What somebody types as Punycode stays so.
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),
        # Names in one script, and Japanese or Chinese ones with Latin letters.
        *((host, host) for host in ("https://münchen.de/", "https://пример.рф/", "https://пример.com")),
        *((host, host) for host in ("https://例え.jp/", "https://日本apple.jp", "https://сосо.рф")),
        *((host, host) for host in ("https://ελλάδα.gr", "https://한국.kr", "https://مثال.مصر")),
        # Letters of full width, and hidden characters.
        *(
            ("https://ｇｏｏｇｌｅ.com", "https://google.com"),
            ("https://exa\u00admple.org", "https://example.org"),
        ),
        ("https://example.org/\u202egpj.exe", "https://example.org/gpj.exe"),
    ],
)
def test_a_link_shows_where_it_leads(typed: str, shown: str) -> None:
    seen = Seen(text_html(f"See {typed} now"))

    assert seen.text == f"See {shown} now"
    assert len(seen.links) == 1


@pytest.mark.parametrize(
    "text", ["see.Это да", "https://" + "ä" * 80 + ".de", "x.Ｙ z", "https://\u3164.com"]
)
def test_what_has_no_host_stays_as_it_was_typed(text: str) -> None:
    seen = Seen(text_html(text))

    assert (seen.text, seen.links) == (text, [])


def test_a_long_address_is_shown_short_and_linked_whole() -> None:
    address = "https://example.org/" + "a" * 100

    seen = Seen(text_html(address))

    assert seen.links == [address]
    assert seen.text == address[: LINK_CHARACTERS - 1] + "…"


@pytest.mark.parametrize("text", ["ftp://example.example/a", "file:///etc/passwd", "tel:112", "e.g. this"])
def test_what_is_no_web_address_stays_text(text: str) -> None:
    assert Seen(text_html(text)).links == []


def test_a_typed_rel_is_not_taken_for_ours() -> None:
    html = text_html('rel="nofollow"')

    assert "ugc" not in html
