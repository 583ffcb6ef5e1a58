"""The only way a picture of the library changes or goes.

Texts name a picture by its key, so its image and words change wherever it is used; each
working copy that shows it is un-signed. Editions keep the words and the files they were
published with.
"""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, QuerySet, TextField
from django.db.models.functions import Cast, Concat

from articles.drafts import editing
from articles.drafts.parts import words_of
from articles.images.stored import StoredImage
from articles.models import Edition, Picture
from articles.pictures.usage import Usage, usage_of, used_nowhere
from articles.roles import Person, require

CHANGE, DELETE = "articles.change_picture", "articles.delete_picture"
# Long texts are read in parts, each well within the time that a query may take.
EDITIONS_AT_A_TIME = 500


class StillUsed(Exception):
    """The picture is shown somewhere; `usage` says where."""

    def __init__(self, picture: Picture, usage: Usage) -> None:
        self.usage = usage
        super().__init__(f"The picture “{picture}” cannot be deleted while it is used. {usage}:")


@transaction.atomic
def change(picture: Picture, *, by: Person) -> int:
    """Store new words, or another image, under the same key.

    Returns how many working copies show it; what readers see stays until those are
    published anew.
    """
    require(by, CHANGE, otherwise="You may not change pictures.")
    # Publishing another article refers to the row meanwhile, which this need not wait for.
    before = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
    picture.key = before.key
    picture.save()
    if picture.digest != before.digest:
        _delete_files_later([before.image])
    if words_of(picture) == words_of(before):
        return 0
    return editing.picture_changed(picture, by=by)


@transaction.atomic
def delete(picture: Picture, *, by: Person) -> None:
    """Remove a picture that nothing shows. Raises StillUsed otherwise."""
    require(by, DELETE, otherwise="You may not delete pictures.")
    locked = Picture.objects.select_for_update().get(pk=picture.pk)
    refuse_if_used(locked)
    image = locked.image
    locked.delete()
    _delete_files_later([image])


def refuse_if_used(picture: Picture) -> None:
    usage = usage_of(picture)
    if usage:
        raise StillUsed(picture, usage)


@transaction.atomic
def delete_unused(pictures: QuerySet[Picture], *, by: Person) -> int:
    """Remove those of `pictures` that nothing shows; returns how many."""
    require(by, DELETE, otherwise="You may not delete pictures.")
    wanted = list(pictures.values_list("pk", flat=True))
    locked = Picture.objects.filter(pk__in=wanted).order_by("pk").select_for_update()
    # Asked again once they are locked: no use can be added from now on.
    list(locked)
    unused = list(used_nowhere(Picture.objects.filter(pk__in=wanted)))
    Picture.objects.filter(pk__in=[picture.pk for picture in unused]).delete()
    _delete_files_later([picture.image for picture in unused])
    return len(unused)


def _delete_files_later(images: list[StoredImage]) -> None:
    """Once it is certain that the rows are gone; files that stay by a fault harm nobody."""
    if images:
        transaction.on_commit(partial(_delete_files, images), robust=True)


def _delete_files(images: Iterable[StoredImage]) -> None:
    digests = {image.digest for image in images}
    needed = set(Picture.objects.filter(digest__in=digests).values_list("digest", flat=True))
    needed |= _named_by_editions(digests - needed)
    for image in images:
        if image.digest not in needed:
            for name in image.names:
                default_storage.delete(name)


def _named_by_editions(digests: set[str]) -> set[str]:
    """Editions are kept for ever, with the files they name: in galleries, figures and cards."""
    named: set[str] = set()
    last = Edition.objects.aggregate(last=Max("pk"))["last"] or 0
    shown = Concat("body_html", Cast("pictures", TextField()), output_field=TextField())
    for first in range(0, last + 1 if digests else 0, EDITIONS_AT_A_TIME):
        editions = Edition.objects.filter(pk__range=(first, first + EDITIONS_AT_A_TIME - 1))
        texts = editions.annotate(shown=shown).filter(shown__regex="|".join(digests))
        for text in texts.order_by().values_list("shown", flat=True):
            named |= {digest for digest in digests if digest in text}
    return named
