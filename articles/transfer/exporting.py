"""Exporting the library: working copies, lists and pictures as the files that an import reads.

Comments, ratings, logins, sign-offs, old addresses and the history stay in the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Prefetch, QuerySet

from articles.composing.compose import compose
from articles.images.decoding import UnusableImage, read_master
from articles.models import (
    Article,
    BreedFact,
    Category,
    Contributor,
    DangerPhrase,
    DangerWords,
    Edition,
    EmergencySign,
    GlossaryTerm,
    Picture,
    PoisonLine,
    RelatedChoice,
    Species,
    SymptomCheck,
    Synonym,
)
from articles.transfer.checks import check_file
from articles.transfer.shown import shown_edition
from articles.transfer.sources import read_list
from articles.transfer.staging import Staging
from articles.transfer.writing_articles import FOLDERS, article_text, file_name
from articles.transfer.writing_lists import Entries, entries_of, picture_entries, picture_file
from articles.transfer.writing_yaml import dump

AT_A_TIME = 200


class NoSuchArticle(Exception):
    """The message names the addresses that no article has."""


@dataclass
class Export:
    """What the export wrote, and its problems with what it could not write."""

    articles: int = 0
    drafts: int = 0
    pictures: int = 0
    problems: list[str] = field(default_factory=list)
    # An import of the folder would read these files too, though this export did not write them: the
    # command names them.
    strays: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.articles} articles, {self.drafts} of them drafts, and {self.pictures} pictures written"


@dataclass
class _Needed:
    """The rows without which the exported articles cannot be imported."""

    categories: QuerySet[Category]
    species: QuerySet[Species]
    contributors: QuerySet[Contributor]
    pictures: QuerySet[Picture]
    terms: QuerySet[GlossaryTerm]


def export_folder(folder: Path, slugs: Sequence[str] = (), *, overwrite: bool = False) -> Export:
    """Write all articles, or those named, with all that they need, below `folder`.

    Raises NoSuchArticle, NotEmpty without `overwrite`, FileProblem when a list that is to
    be added to cannot be read, and OSError when the folder cannot be written. After an
    error every file that was there before is unchanged.
    """
    articles = _named(slugs) if slugs else Article.objects.order_by("pk")
    export = Export()
    with Staging(folder, overwrite=overwrite) as staging:
        _write_articles(articles, staging, export)
        needed = _needed_by(articles) if slugs else _everything()
        lists = dict(_lists(needed)) | ({} if slugs else _site_lists())
        for name, entries in lists.items():
            # The folder's lists may have entries that these few articles do not need, so they are added to.
            before = read_list(folder / f"{name}.yaml") if slugs else {}
            staging.write(f"{name}.yaml", dump(before | entries).encode())
        if not slugs:
            _write_checks(staging)
        _write_pictures(needed.pictures, staging, export)
        staging.finish()
        # A folder that gets a few articles may hold others on purpose.
        if not slugs:
            export.strays = sorted(_strays(folder, set(staging.names)))
    return export


def _named(slugs: Sequence[str]) -> QuerySet[Article]:
    articles = Article.objects.filter(slug__in=slugs).order_by("pk")
    missing = set(slugs) - set(articles.values_list("slug", flat=True))
    if missing:
        raise NoSuchArticle(", ".join(sorted(missing)))
    return articles


def _write_articles(articles: QuerySet[Article], staging: Staging, export: Export) -> None:
    # Editions that ended or were called off do not say whether readers see the working copy, and their
    # texts are long.
    editions = Edition.objects.current().defer("body_html", "outline")
    rows = articles.select_related("category", "author").prefetch_related(
        "species",
        "gallery__picture",
        "references",
        Prefetch("related_choices", RelatedChoice.objects.select_related("other")),
        Prefetch("facts", BreedFact.objects.select_related("reference")),
        Prefetch("editions", editions),
    )
    for article in rows.iterator(chunk_size=AT_A_TIME):
        edition = shown_edition(article, list(article.editions.all()))
        staging.write(file_name(article), article_text(article, edition).encode())
        export.articles += 1
        export.drafts += edition is None


def _write_checks(staging: Staging) -> None:
    for check in SymptomCheck.objects.select_related("published").prefetch_related(
        "pages", "questions__goes_to"
    ):
        staging.write(*check_file(check))


def _everything() -> _Needed:
    return _Needed(
        Category.objects.all(),
        Species.objects.all(),
        Contributor.objects.all(),
        Picture.objects.all(),
        GlossaryTerm.objects.all(),
    )


def _needed_by(articles: QuerySet[Article]) -> _Needed:
    categories = Category.objects.filter(articles__in=articles).distinct()
    species = Species.objects.filter(articles__in=articles).distinct()
    mentioned = [compose(article).mentioned for article in articles]
    shown = {picture.pk for one in mentioned for picture in one.pictures}
    explained = {term.pk for one in mentioned for term in one.terms}
    shown |= {subject.picture_id for subject in (*categories, *species) if subject.picture_id}
    contributors = Contributor.objects.filter(articles__in=articles).distinct()
    return _Needed(
        categories,
        species,
        contributors,
        Picture.objects.filter(pk__in=shown),
        GlossaryTerm.objects.filter(pk__in=explained),
    )


def _lists(needed: _Needed) -> Iterator[tuple[str, Entries]]:
    yield "categories", entries_of("categories", needed.categories.select_related("picture"))
    yield "species", entries_of("species", needed.species.select_related("picture"))
    yield "contributors", entries_of("contributors", needed.contributors)
    # In the order in which they came, so that a new picture changes one place of the file only.
    yield "pictures", picture_entries(needed.pictures.order_by("pk"))
    # Servers sort capital letters in names differently. These slugs have none.
    yield "glossary", entries_of("glossary", needed.terms.order_by("slug"))


def _site_lists() -> dict[str, Entries]:
    """Return the lists that belong to the whole site and not to single articles."""
    return {
        "poison-lines": entries_of("poison-lines", PoisonLine.objects.all()),
        "emergency-signs": entries_of("emergency-signs", EmergencySign.objects.select_related("page")),
        "danger-words": entries_of("danger-words", DangerWords.objects.all()),
        "danger-phrases": entries_of("danger-phrases", DangerPhrase.objects.select_related("species")),
        # By slug for the same reason as the glossary.
        "synonyms": entries_of("synonyms", Synonym.objects.select_related("species").order_by("slug")),
    }


def _write_pictures(pictures: QuerySet[Picture], staging: Staging, export: Export) -> None:
    for picture in pictures.order_by("pk").iterator(chunk_size=AT_A_TIME):
        try:
            content = read_master(picture.image)
        except (OSError, UnusableImage):
            # The picture stays in the exported list, so that its description and credits are not lost.
            export.problems.append(f"The files of the picture “{picture.key}” are missing or broken.")
        else:
            staging.write(picture_file(picture), content)
            export.pictures += 1


def _strays(folder: Path, written: set[str]) -> Iterator[str]:
    patterns = [*(f"{name}/*.md" for name in FOLDERS.values()), "checks/*.yaml", "pictures/*"]
    found = (path for pattern in patterns for path in folder.glob(pattern))
    return (name for path in found if (name := str(path.relative_to(folder))) not in written)
