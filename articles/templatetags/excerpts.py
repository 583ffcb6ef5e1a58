"""Filters that shorten long texts for lists."""

from django import template

from articles.checks.sentences import split
from articles.rendering import Passage

register = template.Library()


@register.filter
def whole_sentences(text: str, most: int) -> str:
    """Return the first whole sentences, with at most `most` words in all, but at least one sentence.

    A cut inside a sentence could reverse its meaning: "Our pages do not replace a vet who can see ..."
    """
    kept: list[str] = []
    count = 0
    for sentence in split(Passage(0, "paragraph", text, is_cited=False)):
        count += len(sentence.text.split())
        if kept and count > most:
            break
        kept.append(sentence.text)
    return " ".join(kept)
