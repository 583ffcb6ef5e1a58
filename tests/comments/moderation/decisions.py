"""The log of decisions, for the tests of this folder."""

from comments.models import Decision


def log() -> list[tuple[str, str, str]]:
    """The log from the first decision to the last: action, status before, status after."""
    return list(Decision.objects.order_by("pk").values_list("action", "before", "after"))
