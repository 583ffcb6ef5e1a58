"""Rows of synthetic articles, as publishing would leave them but for their history."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from articles.corpus.words import NOTICE, Speaker
from articles.listings.alphabet import sort_key
from articles.models import Article, Category, Contributor, Edition, Species
from articles.models.article import Kind, Stage
from articles.urgency import Urgency

AUTHOR = "synthetic-text"
NAMES = {"tolvers": 40, "brindels": 30, "quamps": 15, "ostrims": 10, "pelvings": 5}
CATEGORIES = 8
BREED_EACH = 100
URGENCIES = {Urgency.NO_WORRY: 60, Urgency.WATCH: 25, Urgency.VET_SOON: 12, Urgency.EMERGENCY: 3}
SECTIONS, PARAGRAPHS, POINTS = 4, 3, 3
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
SECONDS = 5 * 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Shelves:
    """Whose the articles are, and where they stand; `species` in the order of their shares."""

    author: Contributor
    categories: list[Category]
    species: list[Species]


def make_shelves() -> Shelves:
    """Those of before, where there are some."""
    author = {"name": "Synthetic text", "role": "For measuring", "biography": NOTICE}
    return Shelves(
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
class Row:
    """Not saved; `species` is to be given to both."""

    article: Article
    edition: Edition
    species: Species


def make_row(number: int, shelves: Shelves) -> Row:
    speaker = Speaker(number)
    both = _plain(number, speaker, shelves)
    sections = [
        (speaker.telling(2), [speaker.paragraph() for _ in range(PARAGRAPHS)]) for _ in range(SECTIONS)
    ]
    points = [speaker.sentence() for _ in range(POINTS)]
    at = FIRST + timedelta(seconds=speaker.chance.randrange(SECONDS))
    article = Article(
        slug=f"synthetic-{number}",
        key_points="\n".join(points),
        body="\n\n".join([NOTICE, *("\n\n".join([f"## {head}", *texts]) for head, texts in sections)]),
        author=shelves.author,
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
        author={"name": shelves.author.name, "role": shelves.author.role, "initials": "ST", "is_vet": False},
        contributor=shelves.author,
        updated_at=at,
        live_from=at,
        **both,
    )
    return Row(article, edition, speaker.chance.choices(shelves.species, list(NAMES.values()))[0])


def _plain(number: int, speaker: Speaker, shelves: Shelves) -> dict[str, Any]:
    """What an article and its edition have alike."""
    subject = f"{speaker.telling(2)} {number}"
    is_breed = number % BREED_EACH == 0
    return {
        "kind": Kind.BREED if is_breed else Kind.ARTICLE,
        "title": subject.capitalize() if is_breed else f"Why {subject} {speaker.telling(2)}?",
        "index_term": subject.capitalize(),
        "standfirst": f"{NOTICE} {speaker.sentence()}",
        "description": NOTICE,
        "answer": speaker.sentence(),
        "category": speaker.chance.choice(shelves.categories),
        "urgency": speaker.chance.choices(list(URGENCIES), list(URGENCIES.values()))[0],
    }


def _html(heading: str, paragraphs: list[str]) -> str:
    texts = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<h2 id="{heading.replace(" ", "-")}">{heading}</h2>{texts}'
