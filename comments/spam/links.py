"""Where the links in a reader's text lead, disguised links included."""

import re
from urllib.parse import urlsplit

import idna
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

# Other ways to write a dot: percent-encoded, and the full stops of Chinese and Japanese, which browsers read.
_OTHER_DOT = re.compile(r"%2e|(?<=[^\W_])[\u3002\uff61](?=[^\W_])")
_SPACED_DOT = re.compile(r"(?<=[^\W_]) \. ?(?=[^\W_])")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]{1,59}")

_MAILBOX = re.compile(r"[\w.+-]@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
_HOST_OR_MAILBOX = re.compile(r"(?:[\w.+-]{1,64}@)?(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}|(?:\d{1,3}\.){3}\d{1,3}")
_PORT = re.compile(r":\d{1,5}$")


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
    return fold(_in_unicode(_SPACED_DOT.sub(".", _BRACKETED_AT.sub("@", _with_dots(text)))))


def leads_to(undisguised_text: str, address: str) -> bool:
    """Whether a text names a folded host or mailbox, in a link or not; a host stands for those below it."""
    if address not in undisguised_text:
        return False
    letter = r"[^\W_]"
    around = rf"(?<!{letter})(?<!-){re.escape(address)}(?!{letter}|-|\.{letter})"
    return bool(re.search(around, undisguised_text))


def host_in(typed: str) -> str:
    """The host or the mailbox of an address that somebody typed or copied, or "" where there is none."""
    bare = _with_dots(typed).split("//", 1)[-1].removeprefix("mailto:")
    place = _PORT.sub("", re.split(r"[/?#\\]", bare, maxsplit=1)[0]).removeprefix("www.").rstrip(".")
    found = _HOST_OR_MAILBOX.fullmatch(_in_unicode(place))
    return found[0] if found else ""


def names_mailbox(text: str) -> bool:
    """Whether an e-mail address stands in a text, disguised or not."""
    return bool(_MAILBOX.search(undisguised(text)))


def _with_dots(text: str) -> str:
    return _SPOKEN_DOT.sub(".", _BRACKETED_DOT.sub(".", _OTHER_DOT.sub(".", normalise(text))))


def _in_unicode(text: str) -> str:
    """Hosts in Punycode as people read them, so that both forms of a host are one address."""
    return _PUNYCODE.sub(_decoded, text)


def _decoded(label: re.Match[str]) -> str:
    try:
        return idna.decode(label[0])
    except idna.IDNAError:
        return label[0]


def _host_of(address: str) -> str:
    """Not with urlsplit(), which raises for half an address: readers type those."""
    rest = address.split("//", 1)[-1]
    place = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return place.rsplit("@", 1)[-1].split(":", 1)[0].strip(".").removeprefix("www.")
