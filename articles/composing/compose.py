"""The working copy, read and rendered once: what stock is taken of, checked, previewed and published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from articles.composing.lookups import ArticleLookups, snapshot_picture
from articles.composing.mentions import Mentioned, gather
from articles.listings.alphabet import sort_key, terms_in_order
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Contributor,
    Edition,
    Picture,
    Reference,
    Species,
)
from articles.rendering import Rendered, render
from articles.snapshots import AuthorSnapshot, FactSnapshot


@dataclass(frozen=True)
class Composition:
    """One reading of a working copy: its rows, its rendered text, and what that mentions.

    Whoever decides something about a text takes one of these instead of reading the text again.
    `pictures` are those of the gallery, then those of the text, none twice.
    """

    article: Article
    at: datetime
    rendered: Rendered
    mentioned: Mentioned
    species: list[Species]
    gallery: list[ArticlePicture]
    references: list[Reference]
    facts: list[BreedFact]
    pictures: list[Picture]

    @property
    def cited(self) -> set[str]:
        """The keys of the references that the text cites."""
        return {reference["key"] for reference in self.rendered.references}

    @cached_property
    def edition(self) -> Edition:
        """The edition that this would be from `at` on, not saved."""
        edition = _edition_of(self)
        edition.unsaved_species = self.species
        return edition


def compose(
    article: Article,
    *,
    at: datetime | None = None,
    forthcoming: frozenset[str] = frozenset(),
    unsaved: Iterable[Reference] = (),
) -> Composition:
    """Read the article's rows and render its text.

    `forthcoming` names articles that are published together with this one, so that their
    texts may link to each other. `unsaved` are references that stand in the form only.
    """
    gallery = list(article.gallery.select_related("picture"))
    references = [*article.references.all(), *unsaved]
    in_gallery = [place.picture for place in gallery]
    lookups = ArticleLookups(references, in_gallery, forthcoming)
    rendered = render(article.body, lookups)
    pictures = list(dict.fromkeys([*in_gallery, *lookups.found_pictures]))
    return Composition(
        article=article,
        at=at or timezone.now(),
        rendered=rendered,
        mentioned=gather(article, lookups, pictures),
        species=list(article.species.all()),
        gallery=gallery,
        references=references,
        facts=list(article.facts.select_related("reference")),
        pictures=pictures,
    )


def _edition_of(composition: Composition) -> Edition:
    article, rendered = composition.article, composition.rendered
    index_term = article.index_term or article.title
    return Edition(
        article=article,
        # Publishing numbers the edition after the one before it. A preview needs no number.
        number=1,
        kind=article.kind,
        title=article.title,
        index_term=index_term,
        index_key=sort_key(index_term),
        standfirst=article.standfirst,
        description=article.description,
        answer=article.answer,
        key_points=key_points(article),
        body=article.body,
        body_html=rendered.html,
        outline=rendered.outline,
        references=rendered.references,
        pictures=[snapshot_picture(place.picture, caption=place.caption) for place in composition.gallery],
        facts=_snapshots(composition.facts, rendered),
        terms=terms_in_order(rendered.terms),
        author=_author(article.author),
        contributor=article.author,
        category=article.category,
        urgency=article.urgency,
        reading_minutes=rendered.reading_minutes,
        updated_at=composition.at,
        reviewed_at=composition.at,
        live_from=composition.at,
    )


def key_points(article: Article) -> list[str]:
    return lines_of(article.key_points)


def lines_of(text: str) -> list[str]:
    """The entries of a list that is kept as text, one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _snapshots(facts: Iterable[BreedFact], rendered: Rendered) -> list[FactSnapshot]:
    numbers = {reference["key"]: reference["number"] for reference in rendered.references}
    return [
        {
            "label": fact.label,
            "value": fact.value,
            "reference": numbers.get(fact.reference.key) if fact.reference else None,
            "scale": fact.scale,
        }
        for fact in facts
    ]


def _author(author: Contributor) -> AuthorSnapshot:
    return {
        "name": author.name,
        "role": author.role,
        "initials": author.initials,
        "is_vet": author.is_vet,
    }
