"""Where the links in a reader's text lead, disguised links included."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from comments.spam.folding import fold, normalise

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
# "name [at] example.org".
_BRACKETED_AT = re.compile(r" ?[\[({] ?(?:at|@) ?[\])}] ?")

_MAILBOX = re.compile(r"[\w.+-]@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_HOST_OR_MAILBOX = re.compile(r"(?:[\w.+-]{1,64}@)?(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")


def split_links(text: str) -> tuple[list[str], str]:
    """The hosts that a text links to, in small letters and in order, and the text without the links.

    Hosts do not include this site itself: such a link leads nobody away.
    """
    bare = _with_dots(text)
    hosts = [_host_of(found) for found in _ADDRESS.findall(bare)]
    own = urlsplit(settings.SITE_URL).hostname
    return [host for host in hosts if "." in host and host != own], _ADDRESS.sub(" ", bare)


def undisguised(text: str) -> str:
    """The text, folded, with dots and @ in place of the words for them: for leads_to()."""
    return fold(_BRACKETED_AT.sub("@", _with_dots(text)))


def leads_to(undisguised_text: str, address: str) -> bool:
    """Whether a text names a folded host or mailbox, in a link or not; a host stands for those below it."""
    if address not in undisguised_text:
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(address)}(?![\w-]|\.\w)", undisguised_text))


def host_in(typed: str) -> str:
    """The host or the mailbox of an address that somebody typed or copied, or "" where there is none."""
    bare = _with_dots(typed).split("//", 1)[-1].removeprefix("mailto:")
    found = _HOST_OR_MAILBOX.fullmatch(re.split(r"[/?#\\]", bare, maxsplit=1)[0].removeprefix("www."))
    return found[0] if found else ""


def names_mailbox(text: str) -> bool:
    """Whether an e-mail address stands in a text, disguised or not."""
    return bool(_MAILBOX.search(undisguised(text)))


def _with_dots(text: str) -> str:
    return _SPOKEN_DOT.sub(".", _BRACKETED_DOT.sub(".", normalise(text)))


def _host_of(address: str) -> str:
    """Not with urlsplit(), which raises for half an address: readers type those."""
    rest = address.split("//", 1)[-1]
    place = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return place.rsplit("@", 1)[-1].split(":", 1)[0].strip(".").removeprefix("www.")
