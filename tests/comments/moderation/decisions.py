"""The log of decisions, for the tests of this folder."""

from comments.models import Decision


def log() -> list[tuple[str, str, str]]:
    """From the first decision to the last: what, before, after."""
    return list(Decision.objects.order_by("pk").values_list("action", "before", "after"))
