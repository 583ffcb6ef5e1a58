"""Makes a reader's plain text into safe HTML, once, when it is posted."""

import re
from collections import Counter
from typing import Any

from django.utils.html import Urlizer, escape, linebreaks
from django.utils.safestring import SafeString

from articles.characters import one_line
from articles.hosts import NoHost, shown_address

# A long address is cut where it is shown, so that it leaves room for the words. The href has all of it.
LINK_CHARACTERS = 60
# Search engines give readers' links no rank and know who wrote them; the page that a link opens
# cannot reach ours.
LINK_REL = "nofollow ugc noopener"


class _Links(Urlizer):
    """Django's own, which knows no quotation marks, brackets and full stops but those of English."""

    trailing_punctuation_chars = ".,:;!?"
    wrapping_punctuation = [*Urlizer.wrapping_punctuation, ("{", "}")]
    # Also where an address begins behind a word of a script without spaces.
    word_split_re = re.compile(
        r"""([\s<>"'“”„‟‘’‚‛«»‹›「」『』【】〈〉《》（）［］。｡、，．！？；：…—]+"""
        r"""|(?<=[^\x00-\x7f])(?=https?://|www\.))""",
        re.IGNORECASE,
    )

    def handle_word(self, word: str, **options: Any) -> str:
        """A link hides nothing, and shows which host it leads to. What is no link stays as it is."""
        if "." not in word and "@" not in word:
            return escape(word)
        lead, middle, trail = self.trim_punctuation(word)
        try:
            shown = middle if middle.isascii() else shown_address(one_line(middle))
        except NoHost:
            return escape(word)
        link = str(super().handle_word(shown, **options))
        return f"{escape(lead)}{link}{escape(trail)}" if link.startswith("<a ") else escape(word)

    def trim_punctuation(self, word: str) -> tuple[str, str, str]:
        """Django's own loses the full stop of “(https://example.org/).”."""
        middle = word.lstrip(self.wrapping_punctuation_openings)
        lead, end = word[: len(word) - len(middle)], len(middle)
        openings = {closing: opening for opening, closing in self.wrapping_punctuation}
        left_open = Counter(middle)
        while end and (last := middle[end - 1]) in (*self.trailing_punctuation_chars, *openings):
            if last in openings and left_open[openings[last]] >= left_open[last]:
                break
            left_open[last] -= 1
            end -= 1
        return lead, middle[:end], middle[end:]


_links = _Links()


def text_html(text: str) -> SafeString:
    """Escaped, line breaks kept, web addresses made into links."""
    # Urlizer escapes the text while it makes links; escaping it again would show its tags.
    linked = _links(text.strip(), trim_url_limit=LINK_CHARACTERS, nofollow=True, autoescape=True)
    return SafeString(linebreaks(linked.replace('rel="nofollow"', f'rel="{LINK_REL}"')))


def count_links(text: str) -> int:
    """How many links readers would see."""
    return text_html(text).count("<a ")
