"""A reader's plain text as safe HTML, made once when it is posted."""

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString

# Shown length of a link's address; the whole address stays in its href.
LINK_CHARACTERS = 60
# Readers' links earn no search rank, say that they are readers', and get no window handle.
LINK_REL = "nofollow ugc noopener"


def text_html(text: str) -> SafeString:
    """Escaped, line breaks kept, web addresses made into links."""
    # Linked first and escaped while at it: escaping again would show readers our own tags.
    linked = urlize(text.strip(), trim_url_limit=LINK_CHARACTERS, nofollow=True, autoescape=True)
    return SafeString(linebreaks(linked.replace('rel="nofollow"', f'rel="{LINK_REL}"')))


def count_links(text: str) -> int:
    """How many links readers would see."""
    return text_html(text).count("<a ")
