"""Whatever is written, nothing that can run a script or leave the site unseen comes out."""

import pytest

from articles.rendering import ArticleLink
from tests.articles.rendering.hostile import MARKUP, dangers_of
from tests.factories import TextLookups, picture_snapshot, reference_snapshot, rendered

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


@pytest.mark.parametrize(
    "form", ["[x]({})", "[x](<{}>)", "<{}>", "[x][y]\n\n[y]: {}", "![x]({})", "[![x]({})](https://a.org)"]
)
def test_no_hostile_link_comes_out(form: str) -> None:
    for address in LINKS:
        result = rendered(form.format(address))

        assert dangers_of(result.html) == [], address


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


@pytest.mark.parametrize("place", PLACES)
def test_no_markup_comes_out_wherever_it_is_written(place: str) -> None:
    for markup in MARKUP:
        result = rendered(place.replace("{}", markup))

        assert dangers_of(result.html) == [], markup


@pytest.mark.parametrize("markup", MARKUP)
def test_words_of_the_library_are_words_and_never_markup(markup: str) -> None:
    lookups = TextLookups()
    lookups.pictures["rug"] = picture_snapshot(
        alt=markup, caption=markup, credit=markup, tone=markup, src=markup, srcset=markup
    )
    lookups.articles["thumping"] = ArticleLink(markup, markup, lookups.pictures["rug"], True)
    lookups.references["study1906"] = reference_snapshot(title=markup)
    blocks = "![](picture:rug)\n\n::: figure rug\n:::\n\n::: also thumping\n:::\n\n"
    text = blocks + "[x](article:thumping) [^study1906]"

    assert dangers_of(rendered(text, lookups).html) == []
