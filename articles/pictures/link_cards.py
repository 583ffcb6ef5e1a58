"""Cards: the pictures that other sites show beside a link to a page.

A card is made when an article is published, because making it during a request is slow.
"""

import re
from typing import Any

from django.db.models import QuerySet

from articles.images.decoding import UnusableImage, ensure_card
from articles.images.stored import PICTURES, StoredImage
from articles.models import Edition

DIGEST = re.compile(r"/([0-9a-f]{64})-[0-9]+\.webp$")


def make_card(image: StoredImage) -> bool | None:
    """Make the card of an image if it is missing. Return whether it was missing.

    Returns None if the card cannot be made. That is no error: a page must be published even
    without a card.
    """
    try:
        return ensure_card(image)
    except (OSError, UnusableImage):
        return None


def give_card(edition: Edition) -> bool:
    """Make the card of the page's leading picture and enter its address in the edition.

    Returns whether the edition has a card now. The picture is found by the name of its file,
    because the library may have another picture under its key by now. The caller saves.
    """
    lead = edition.lead
    stored = _stored(lead) if lead else None
    if lead is None or stored is None or make_card(stored) is None:
        # The preview of a link then shows the site's own card instead of a missing file.
        (lead or {}).pop("card", None)
        return False
    lead["card"] = stored.card_url
    return True


def _stored(picture: dict[str, Any]) -> StoredImage | None:
    match = DIGEST.search(picture["src"])
    return StoredImage(PICTURES, match[1], picture["width"], picture["height"]) if match else None


def editions_without_cards() -> QuerySet[Edition]:
    """Return the live and scheduled editions that were published before the site made cards."""
    # An edition that was called off never appears, so it needs no card.
    with_lead = Edition.objects.current().filter(pictures__0__isnull=False)
    return with_lead.exclude(pictures__0__has_key="card").only("pk", "pictures").order_by("pk")
