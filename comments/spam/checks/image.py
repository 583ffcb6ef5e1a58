"""A photo with a link, or with hardly a word about it."""

from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind
from comments.spam.links import split_links

FEW_WORDS = 3

UNEXPLAINED = 1
WITH_LINK = 2


def check_image(draft: Draft) -> Suspicion | None:
    if not draft.has_photo:
        return None
    hosts, rest = split_links(draft.text)
    if hosts:
        words = "It has a photo and a link, as picture advertisements have."
        return {"check": CheckKind.IMAGE, "points": WITH_LINK, "words": words}
    if len(rest.split()) < FEW_WORDS:
        words = "It has a photo and hardly a word: look at what the photo shows, and whether it belongs here."
        return {"check": CheckKind.IMAGE, "points": UNEXPLAINED, "words": words}
    return None
