"""Makes a reader's plain text into safe HTML, once, when it is posted."""

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString

# A long address is cut where it is shown, so that it leaves room for the words. The href has all of it.
LINK_CHARACTERS = 60
# Search engines give readers' links no rank and know who wrote them; the page that a link opens
# cannot reach ours.
LINK_REL = "nofollow ugc noopener"


def text_html(text: str) -> SafeString:
    """Escaped, line breaks kept, web addresses made into links."""
    # urlize() escapes the text while it makes links; escaping it again would show its tags.
    linked = urlize(text.strip(), trim_url_limit=LINK_CHARACTERS, nofollow=True, autoescape=True)
    return SafeString(linebreaks(linked.replace('rel="nofollow"', f'rel="{LINK_REL}"')))


def count_links(text: str) -> int:
    """How many links readers would see."""
    return text_html(text).count("<a ")
