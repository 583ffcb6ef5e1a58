"""The only functions that change or delete a picture of the library.

Texts refer to a picture by its key. A new image or text of the picture therefore appears in
every working copy that shows it, and ends the signature of each. Editions keep the texts and
files with which they were published; only the point that crops keep follows in current editions.
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
from articles.models import Edition, Picture, PictureUse
from articles.pictures.usage import PictureUsage, usage_of, used_nowhere
from articles.roles import Person, require

CHANGE, DELETE = "articles.change_picture", "articles.delete_picture"
# How many editions one query reads. They have long texts, and a query's time is limited.
EDITIONS_AT_A_TIME = 500


class PictureInUse(Exception):
    """The picture cannot be deleted because something shows it; `usage` says what."""

    def __init__(self, picture: Picture, usage: PictureUsage) -> None:
        self.usage = usage
        super().__init__(f"The picture “{picture}” cannot be deleted while it is used. {usage}:")


@transaction.atomic
def change(picture: Picture, *, by: Person) -> int:
    """Store new texts or another image under the same key.

    Returns how many working copies show the picture. Readers see the change on a page once
    its article is published again.
    """
    require(by, CHANGE, otherwise="You may not change pictures.")
    # With no_key=True this does not wait for a publication that adds a foreign key to the row.
    before = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
    picture.key = before.key
    picture.save()
    if picture.digest != before.digest:
        _delete_files_later([before.image])
    if picture.focus != before.focus:
        _move_crops(picture)
    if words_of(picture) == words_of(before):
        return 0
    return editing.picture_changed(picture, by=by)


def _move_crops(picture: Picture) -> None:
    """Let the cards of pages that show this image follow its new focus.

    The focus is no part of the words that a vet signs and an editor approves: a page shows the
    whole picture, whatever a small card shows of it. So it changes no working copy and no signature,
    and reaches editions at once, as their cards for other sites do.
    """
    shown = PictureUse.objects.filter(picture=picture, edition__isnull=False).values("edition")
    current = Edition.objects.current().filter(pk__in=shown).only("pk", "pictures").order_by("pk")
    # Locked: two pictures of one edition that change at once would each write the other's old point.
    for edition in current.select_for_update(of=("self",), no_key=True):
        same = [one for one in edition.pictures if picture.digest in one["src"]]
        for one in same:
            one.pop("focus", None)
            one |= {"focus": picture.focus} if picture.focus else {}
        if same:
            Edition.objects.filter(pk=edition.pk).update(pictures=edition.pictures)


@transaction.atomic
def delete(picture: Picture, *, by: Person) -> None:
    """Delete a picture. Raises PictureInUse if something shows it."""
    require(by, DELETE, otherwise="You may not delete pictures.")
    # The full lock, unlike in change(): it keeps others from adding a use, whose foreign key locks the row.
    locked = Picture.objects.select_for_update().get(pk=picture.pk)
    refuse_if_used(locked)
    image = locked.image
    locked.delete()
    _delete_files_later([image])


def refuse_if_used(picture: Picture) -> None:
    usage = usage_of(picture)
    if usage:
        raise PictureInUse(picture, usage)


@transaction.atomic
def delete_unused(pictures: QuerySet[Picture], *, by: Person) -> int:
    """Delete those of `pictures` that nothing shows, and return how many."""
    require(by, DELETE, otherwise="You may not delete pictures.")
    wanted = list(pictures.values_list("pk", flat=True))
    locked = Picture.objects.filter(pk__in=wanted).order_by("pk").select_for_update()
    # Lock first, then look for uses: while the rows are locked, nobody can add a use.
    list(locked)
    unused = list(used_nowhere(Picture.objects.filter(pk__in=wanted)))
    Picture.objects.filter(pk__in=[picture.pk for picture in unused]).delete()
    _delete_files_later([picture.image for picture in unused])
    return len(unused)


def _delete_files_later(images: list[StoredImage]) -> None:
    """Delete the files after the transaction commits.

    A rollback would bring back rows without files. A file that stays by mistake does no harm.
    """
    if images:
        transaction.on_commit(partial(_delete_files, images), robust=True)


def _delete_files(images: Iterable[StoredImage]) -> None:
    digests = {image.digest for image in images}
    # Two pictures of the library may have the same image, and so the same files.
    needed = set(Picture.objects.filter(digest__in=digests).values_list("digest", flat=True))
    needed |= _named_by_editions(digests - needed)
    for image in images:
        if image.digest not in needed:
            for name in image.names:
                default_storage.delete(name)


def _named_by_editions(digests: set[str]) -> set[str]:
    """Return those of `digests` whose files an edition names: in its gallery, a figure or a card.

    Editions are kept for ever, and so are the files that they name.
    """
    named: set[str] = set()
    last = Edition.objects.aggregate(last=Max("pk"))["last"] or 0
    shown = Concat("body_html", Cast("pictures", TextField()), output_field=TextField())
    for first in range(0, last + 1 if digests else 0, EDITIONS_AT_A_TIME):
        editions = Edition.objects.filter(pk__range=(first, first + EDITIONS_AT_A_TIME - 1))
        texts = editions.annotate(shown=shown).filter(shown__regex="|".join(digests))
        for text in texts.order_by().values_list("shown", flat=True):
            named |= {digest for digest in digests if digest in text}
    return named
