"""The texts that the other engines read: those of the live pages, as readers see them, without tags."""

import html
import re
from dataclasses import dataclass

from articles.models import Edition
from articles.models.article import Kind

# Headings are a field of their own, numbers of references are no words, and a card for another page
# holds the title of that page.
LEFT_OUT = re.compile(r'<(h[1-6]|sup|aside(?= class="related-card"))\b.*?</\1>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Text:
    address: str
    title: str
    answer: str
    headings: str
    body: str

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """The fields, from the one that weighs most to the one that weighs least."""
        return self.title, self.answer, self.headings, self.body


def live_texts() -> list[Text]:
    return [_text_of(edition) for edition in Edition.objects.live().select_related("article").order_by("pk")]


def _text_of(edition: Edition) -> Text:
    facts = [f"{fact['label']}: {fact['value']}" for fact in edition.facts]
    return Text(
        address=edition.get_absolute_url(),
        title=edition.title if edition.kind == Kind.BREED else f"{edition.title} {edition.index_term}",
        answer="\n".join([edition.answer, edition.standfirst, *edition.key_points]),
        headings="\n".join(heading["text"] for heading in edition.outline),
        body="\n".join([words_of(edition.body_html), *facts]),
    )


def words_of(body_html: str) -> str:
    """Return the words of sanitised HTML of ours, without its headings."""
    return " ".join(html.unescape(TAG.sub(" ", LEFT_OUT.sub(" ", body_html))).split())
