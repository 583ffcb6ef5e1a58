"""Where pictures are used, and how they are found.

A picture is in use while a working copy, an edition that readers see or will see, a
category or a species shows it. Editions that have ended do not count: they keep their
files, but need nothing of the library.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Category, Picture, PictureUse, Species

SEARCHED = ("key", "alt", "caption", "credit", "licence")


@dataclass(frozen=True)
class Usage:
    """Where one picture is used; an article may stand in `uses` twice, for its copy and an edition."""

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


def usage_of(picture: Picture) -> Usage:
    """Three queries, however much uses it."""
    uses = _present_uses().filter(picture=picture).select_related("article", "edition__article")
    return Usage(
        list(
            uses.defer("article__body", "article__parts", "edition__body", "edition__body_html").order_by(
                "article", "pk"
            )
        ),
        list(Category.objects.filter(picture=picture)),
        list(Species.objects.filter(picture=picture)),
    )


def with_usage(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Each with `articles_using`, `categories_using` and `species_using`, in the same query."""
    return pictures.annotate(
        articles_using=_number(_present_uses(), "article"),
        categories_using=_number(Category.objects.all(), "pk"),
        species_using=_number(Species.objects.all(), "pk"),
    )


def used(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    return pictures.filter(Q(*_uses(), _connector=Q.OR))


def used_nowhere(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Each kind of use is ruled out by itself: of one question for all, Postgres would read every use."""
    return pictures.filter(*(~use for use in _uses()))


def found(pictures: QuerySet[Picture], words: str) -> QuerySet[Picture]:
    """Those that have every word somewhere in what is known of them."""
    for word in words.replace("\0", " ").split():
        places = [Q(**{f"{field}__icontains": word}) for field in SEARCHED]
        pictures = pictures.filter(Q(*places, _connector=Q.OR))
    return pictures


def _present_uses(now: datetime | None = None) -> QuerySet[PictureUse]:
    """Of working copies, and of editions that readers see or will see."""
    now = now or timezone.now()
    has_not_ended = Q(edition__live_until=None) | Q(edition__live_until__gt=now)
    was_called_off = Q(edition__live_until=F("edition__live_from"))
    return PictureUse.objects.filter(Q(edition=None) | (has_not_ended & ~was_called_off))


def _number(rows: QuerySet, of: str) -> Coalesce:
    """How many rows of a kind use the picture of the outer query."""
    mine = rows.filter(picture=OuterRef("pk")).order_by().values("picture")
    return Coalesce(Subquery(mine.annotate(number=Count(of, distinct=True)).values("number")), 0)


def _uses() -> list[Exists]:
    """The kinds of use that the picture of the outer query may have."""
    of_copies, of_editions = PictureUse.objects.filter(edition=None), _present_uses().exclude(edition=None)
    users = (of_copies, of_editions, Category.objects.all(), Species.objects.all())
    return [Exists(rows.filter(picture=OuterRef("pk"))) for rows in users]
