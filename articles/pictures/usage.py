"""Where pictures are used, and the search for pictures.

A picture is in use while a working copy, a live or scheduled edition, a category or a species
shows it. Editions that have ended do not count: they keep their files, and need no row of the
library.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Category, Picture, PictureUse, Species
from articles.models.edition import is_current

SEARCHED = ("key", "alt", "caption", "credit", "licence")


@dataclass(frozen=True)
class PictureUsage:
    """Where one picture is used. `uses` may list an article twice: its working copy and an edition."""

    uses: list[PictureUse]
    categories: list[Category]
    species: list[Species]

    def __bool__(self) -> bool:
        return bool(self.uses or self.categories or self.species)

    def __str__(self) -> str:
        articles = {use.article_id for use in self.uses}
        return usage_in_words(len(articles), len(self.categories), len(self.species))


def usage_in_words(articles: int, categories: int, species: int) -> str:
    counts = [
        *([f"{articles} article{'' if articles == 1 else 's'}"] if articles else []),
        *([f"{categories} categor{'y' if categories == 1 else 'ies'}"] if categories else []),
        *([f"{species} species"] if species else []),
    ]
    return f"Used in {', '.join(counts)}" if counts else "Used nowhere"


def name_with_words(picture: Picture) -> str:
    """What it shows, for a list of choices in which nobody sees the picture itself."""
    return "Decoration: " + picture.key if picture.is_decorative else picture.alt


def usage_of(picture: Picture) -> PictureUsage:
    """Return where the picture is used. Three queries, however many uses there are."""
    uses = _present_uses().filter(picture=picture).select_related("article", "edition__article")
    return PictureUsage(
        list(
            uses.defer("article__body", "article__parts", "edition__body", "edition__body_html").order_by(
                "article", "pk"
            )
        ),
        list(Category.objects.filter(picture=picture)),
        list(Species.objects.filter(picture=picture)),
    )


def with_usage(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Add the counts `articles_using`, `categories_using` and `species_using` to the query."""
    return pictures.annotate(
        articles_using=_count(_present_uses(), "article"),
        categories_using=_count(Category.objects.all(), "pk"),
        species_using=_count(Species.objects.all(), "pk"),
    )


def used(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    return pictures.filter(Q(*_uses(), _connector=Q.OR))


def used_nowhere(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Return the pictures without any use.

    Each kind of use has a condition of its own. With one condition for all kinds, PostgreSQL
    would read every use.
    """
    return pictures.filter(*(~use for use in _uses()))


def matching(pictures: QuerySet[Picture], text: str) -> QuerySet[Picture]:
    """Return the pictures that have every word of `text` in their key or in one of their texts."""
    # PostgreSQL refuses a text with a NUL character.
    for word in text.replace("\0", " ").split():
        places = [Q(**{f"{field}__icontains": word}) for field in SEARCHED]
        pictures = pictures.filter(Q(*places, _connector=Q.OR))
    return pictures


def _present_uses(now: datetime | None = None) -> QuerySet[PictureUse]:
    """Return the uses in working copies and in live or scheduled editions."""
    now = now or timezone.now()
    return PictureUse.objects.filter(Q(edition=None) | is_current(now, of="edition__"))


def _count(rows: QuerySet, of: str) -> Coalesce:
    """Return a subquery that counts the distinct `of` among the rows of the outer query's picture."""
    mine = rows.filter(picture=OuterRef("pk")).order_by().values("picture")
    # For a picture without uses the subquery has no row, which would give NULL.
    return Coalesce(Subquery(mine.annotate(number=Count(of, distinct=True)).values("number")), 0)


def _uses() -> list[Exists]:
    """Return one condition for each kind of use that the outer query's picture may have."""
    of_copies, of_editions = PictureUse.objects.filter(edition=None), _present_uses().exclude(edition=None)
    users = (of_copies, of_editions, Category.objects.all(), Species.objects.all())
    return [Exists(rows.filter(picture=OuterRef("pk"))) for rows in users]
