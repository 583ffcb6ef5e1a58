"""Synthetic articles with their editions, as publishing would store them, but without history."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from articles.corpus.language import NOTICE, Speaker
from articles.listings.alphabet import sort_key
from articles.models import Article, Category, Contributor, Edition, Species
from articles.models.article import Kind, Stage
from articles.urgency import Urgency

AUTHOR = "synthetic-text"
# The animals, and how many of 100 articles are about each.
NAMES = {"tolvers": 40, "brindels": 30, "quamps": 15, "ostrims": 10, "pelvings": 5}
CATEGORIES = 8
# One article in so many is a breed file.
BREED_EACH = 100
URGENCIES = {
    Urgency.NO_WORRY: 60,
    Urgency.WATCH: 25,
    Urgency.VET_SOON: 9,
    Urgency.SAME_DAY: 3,
    Urgency.EMERGENCY: 3,
}
SECTIONS, PARAGRAPHS, POINTS = 4, 3, 3
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
SECONDS = 5 * 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Catalogue:
    """The author, categories and species of the synthetic articles. `species` are in the order of `NAMES`."""

    author: Contributor
    categories: list[Category]
    species: list[Species]


def make_catalogue() -> Catalogue:
    """Return the author, categories and species. Those that an earlier run made are used again."""
    author = {"name": "Synthetic text", "role": "For measuring", "biography": NOTICE}
    return Catalogue(
        Contributor.objects.get_or_create(slug=AUTHOR, defaults=author)[0],
        [_category(number) for number in range(1, CATEGORIES + 1)],
        [_species(name) for name in NAMES],
    )


def _category(number: int) -> Category:
    names = {"name": f"Synthetic {number}", "short_name": f"Synth. {number}", "description": NOTICE}
    return Category.objects.get_or_create(slug=f"synthetic-{number}", defaults=names)[0]


def _species(name: str) -> Species:
    names = {"name": name.capitalize(), "singular": name.removesuffix("s"), "description": NOTICE}
    return Species.objects.get_or_create(slug=f"synthetic-{name}", defaults=names)[0]


@dataclass(frozen=True)
class SyntheticPage:
    """An article and its edition, not saved yet. Both are about `species`."""

    article: Article
    edition: Edition
    species: Species


def make_page(number: int, catalogue: Catalogue) -> SyntheticPage:
    speaker = Speaker(number)
    both = _common_fields(number, speaker, catalogue)
    sections = [
        (speaker.telling(2), [speaker.paragraph() for _ in range(PARAGRAPHS)]) for _ in range(SECTIONS)
    ]
    points = [speaker.sentence() for _ in range(POINTS)]
    at = FIRST + timedelta(seconds=speaker.chance.randrange(SECONDS))
    article = Article(
        slug=f"synthetic-{number}",
        key_points="\n".join(points),
        body="\n\n".join([NOTICE, *("\n\n".join([f"## {head}", *texts]) for head, texts in sections)]),
        author=catalogue.author,
        stage=Stage.PUBLISHED,
        **both,
    )
    edition = Edition(
        article=article,
        number=1,
        key_points=points,
        body=article.body,
        body_html=f"<p>{NOTICE}</p>" + "".join(_html(head, texts) for head, texts in sections),
        outline=[{"id": head.replace(" ", "-"), "text": head, "level": 2} for head, _ in sections],
        index_key=sort_key(article.index_term),
        author={
            "name": catalogue.author.name,
            "role": catalogue.author.role,
            "initials": "ST",
            "is_vet": False,
        },
        contributor=catalogue.author,
        updated_at=at,
        reviewed_at=at,
        live_from=at,
        **both,
    )
    return SyntheticPage(article, edition, speaker.chance.choices(catalogue.species, list(NAMES.values()))[0])


def _common_fields(number: int, speaker: Speaker, catalogue: Catalogue) -> dict[str, Any]:
    """Return the fields that an article and its edition have in common."""
    subject = f"{speaker.telling(2)} {number}"
    is_breed = number % BREED_EACH == 0
    return {
        "kind": Kind.BREED if is_breed else Kind.ARTICLE,
        "title": subject.capitalize() if is_breed else f"Why {subject} {speaker.telling(2)}?",
        "index_term": subject.capitalize(),
        "standfirst": f"{NOTICE} {speaker.sentence()}",
        "description": NOTICE,
        "answer": speaker.sentence(),
        "category": speaker.chance.choice(catalogue.categories),
        "urgency": speaker.chance.choices(list(URGENCIES), list(URGENCIES.values()))[0],
    }


def _html(heading: str, paragraphs: list[str]) -> str:
    texts = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<h2 id="{heading.replace(" ", "-")}">{heading}</h2>{texts}'
