"""The pictures that other sites show beside a link to a page: made at publishing, not when asked for."""

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.images.decoding import UnusableImage, ensure_card
from articles.images.stored import PICTURES, StoredImage
from articles.models import Edition

DIGEST = re.compile(r"/([0-9a-f]{64})-[0-9]+\.webp$")


def make_card(image: StoredImage) -> bool | None:
    """Whether it had to be made; None where it cannot be, which must not keep a page from its readers."""
    try:
        return ensure_card(image)
    except (OSError, UnusableImage):
        return None


def give_card(edition: Edition) -> bool:
    """See that the picture which leads the page has its card; whether the edition names it now.

    The picture is found by its file: the library may hold another one under its name by now.
    """
    lead = edition.lead
    stored = _stored(lead) if lead else None
    if lead is None or stored is None or make_card(stored) is None:
        (lead or {}).pop("card", None)
        return False
    lead["card"] = stored.card_url
    return True


def _stored(picture: dict[str, Any]) -> StoredImage | None:
    match = DIGEST.search(picture["src"])
    return StoredImage(PICTURES, match[1], picture["width"], picture["height"]) if match else None


def editions_without_cards() -> QuerySet[Edition]:
    """Of those that readers see or will see, those published before there were cards."""
    present = Q(live_until=None) | Q(live_until__gt=timezone.now())
    with_lead = Edition.objects.filter(present, pictures__0__isnull=False)
    return with_lead.exclude(pictures__0__has_key="card").only("pk", "pictures").order_by("pk")
