"""Where the links in a reader's text lead, disguised links included."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from comments.spam.folding import normalise

# A name with one of these endings is an address even without http:// or www. English words (me, it,
# to, so, online, live) are not in the list: a missing space after a full stop makes no link.
ENDINGS = (
    "com|net|org|info|biz|co|io|ru|cn|xyz|vip|dev|ly|gl|cc|tk|ml|ga|cf|gq|pw|uk|fr|nl|pl|eu|tv|ws|casino"
)
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"'()]{{1,500}}|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{ENDINGS})(?![\w-])"
)
# "example [dot] com", "example dot com".
_BRACKETED_DOT = re.compile(r" ?[\[({] ?(?:dot|\.) ?[\])}] ?")
_SPOKEN_DOT = re.compile(rf" dot (?=(?:{ENDINGS})\b)")


def split_links(text: str) -> tuple[list[str], str]:
    """The hosts that a text links to, in small letters and in order, and the text without the links.

    Hosts do not include this site itself: such a link leads nobody away.
    """
    bare = _SPOKEN_DOT.sub(".", _BRACKETED_DOT.sub(".", normalise(text)))
    hosts = [_host_of(found) for found in _ADDRESS.findall(bare)]
    own = urlsplit(settings.SITE_URL).hostname
    return [host for host in hosts if "." in host and host != own], _ADDRESS.sub(" ", bare)


def _host_of(address: str) -> str:
    """Not with urlsplit(), which raises for half an address: readers type those."""
    rest = address.split("//", 1)[-1]
    place = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return place.rsplit("@", 1)[-1].split(":", 1)[0].strip(".").removeprefix("www.")
