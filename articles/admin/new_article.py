"""What a new article begins with, so that its writer can begin with the title."""

from typing import Any

from django.contrib.auth.models import User
from django.utils.text import slugify

from articles.models import Article, Category, Contributor
from articles.publishing.addresses import AddressTaken, check_free

LONGEST_ADDRESS = 80
# Words that no Latin letters make an address of.
NAMELESS = "draft"


def beginnings(writer: User) -> dict[str, Any]:
    """The fields that need no asking: the writer as owner and author, and their last category."""
    return {"author": _author(writer), "category": _category(writer), "owner": writer.pk}


def _author(writer: User) -> int | None:
    """The contributor of their login; where there is none, the author of what they wrote last."""
    own = Contributor.objects.filter(user=writer).values_list("pk", flat=True).first()
    return own or _last(writer, "author_id")


def _category(writer: User) -> int | None:
    return _last(writer, "category_id") or Category.objects.values_list("pk", flat=True).first()


def _last(writer: User, column: str) -> Any:
    return Article.objects.filter(owner=writer).order_by("-pk").values_list(column, flat=True).first()


def free_address(title: str, kind: str) -> str:
    """The end of an address made from the title; a number follows where another page has it."""
    start = slugify(title)[:LONGEST_ADDRESS].strip("-_").replace("_", "-") or NAMELESS
    number = 1
    while not _is_free(address := start if number == 1 else f"{start}-{number}", kind):
        number += 1
    return address


def _is_free(address: str, kind: str) -> bool:
    try:
        check_free(address, kind)
    except AddressTaken:
        return False
    return True
