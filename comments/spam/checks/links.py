"""Links: how many there are, where they lead, and whether the comment says anything else."""

from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.links import split_links

# Services whose short links hide where they lead.
SHORTENERS = frozenset(
    [
        *("bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "rebrand.ly", "s.id"),
        *("short.io", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd"),
    ]
)
# With fewer words beside it, a link stands alone.
FEW_WORDS = 4
MANY = 3

ONE_LINK = 1
TWO_LINKS = 2
MANY_LINKS = 4
SHORTENED = 2
LINK_ALONE = 3


def check_links(draft: Draft) -> Suspicion | None:
    hosts, rest = split_links(draft.text)
    named, _ = split_links(draft.name)
    if not hosts and not named:
        return None
    count = len(hosts) + len(named)
    points = MANY_LINKS if count >= MANY else TWO_LINKS if count > 1 else ONE_LINK
    led = ", ".join(dict.fromkeys(shortened(host) for host in [*named, *hosts][:MANY]))
    words = f"It has a link to {led}" if count == 1 else f"It has {count} links, to {led}"
    if SHORTENERS.intersection(hosts):
        points += SHORTENED
        words += "; a short link hides where it leads"
    if named:
        points += LINK_ALONE
        words += "; it stands in the name"
    elif len(rest.split()) < FEW_WORDS:
        points += LINK_ALONE
        words += "; hardly anything else is said"
    return {"check": CheckKind.LINKS, "points": points, "words": f"{words}. Links are what spam is sent for."}
