"""A reader's plain text as safe HTML, made once when it is posted."""

from django.template.defaultfilters import urlizetrunc
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

# Shown length of a link's address; the whole address stays in its href.
LINK_CHARACTERS = 60
# Readers' links earn no search rank, say that they are readers', and get no window handle.
LINK_REL = "nofollow ugc noopener"


def text_html(text: str) -> SafeString:
    """Escaped, line breaks kept, web addresses made into links."""
    escaped = linebreaks(text.strip(), autoescape=True)
    linked = urlizetrunc(escaped, LINK_CHARACTERS)
    return SafeString(linked.replace('rel="nofollow"', f'rel="{LINK_REL}"'))
