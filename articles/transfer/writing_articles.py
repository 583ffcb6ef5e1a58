"""An article as its file: front matter and text, in the form that an import reads back."""

from typing import Any

from articles.composing.compose import key_points
from articles.drafts.fields import REFERENCE_FIELDS
from articles.models import Article, ArticlePicture, BreedFact, Edition
from articles.models.article import Kind
from articles.transfer.publication import day_of
from articles.transfer.sources import with_first_indent
from articles.transfer.writing_yaml import LineOfFields, LineOfNames, dump

FOLDERS = {Kind.ARTICLE: "articles", Kind.BREED: "breeds"}


def file_name(article: Article) -> str:
    return f"{FOLDERS[Kind(article.kind)]}/{article.slug}.md"


def article_text(article: Article, edition: Edition | None) -> str:
    """`edition` is what readers see of just this working copy; without it the file is a draft.

    What says nothing is left out. References keep the order in which they were written.
    """
    fields = {
        "title": _text(article.title),
        "index_term": _text(article.index_term),
        "kind": article.kind,
        "category": article.category.slug,
        "species": LineOfNames(sorted(species.slug for species in article.species.all())),
        "author": article.author.slug,
        "urgency": article.urgency,
        "standfirst": _text(article.standfirst),
        "description": _text(article.description),
        "answer": _text(article.answer),
        "key_points": key_points(article),
        "pictures": _gallery(list(article.gallery.all())),
        "references": _references(article),
        "facts": [_fact(fact) for fact in article.facts.all()],
        "related": LineOfNames(choice.other.slug for choice in article.related_choices.all()),
        "featured": article.is_featured,
    }
    said = {field: value for field, value in fields.items() if value} | _publication(edition)
    body = _body(article.body)
    return f"---\n{dump(said)}---\n" + (f"\n{body}\n" if body else "")


def _publication(edition: Edition | None) -> dict[str, Any]:
    """A minor edition is told by its date, which it did not move: no edition is minor by itself."""
    if edition is None:
        return {"draft": True}
    note = {"note": edition.note.strip()} if edition.note.strip() else {}
    return note | {"updated": day_of(edition.updated_at)}


def _gallery(places: list[ArticlePicture]) -> list[Any]:
    if any(place.caption for place in places):
        return [
            LineOfFields(picture=place.picture.key, caption=place.caption)
            if place.caption
            else place.picture.key
            for place in places
        ]
    return LineOfNames(place.picture.key for place in places)


def _references(article: Article) -> dict[str, dict[str, Any]]:
    """Every field of each, so that whoever edits the file sees what there is to fill in."""
    names = [name for name in REFERENCE_FIELDS if name != "key"]
    references = sorted(article.references.all(), key=lambda reference: int(reference.pk))
    return {reference.key: {name: getattr(reference, name) for name in names} for reference in references}


def _fact(fact: BreedFact) -> LineOfFields:
    said = LineOfFields(label=_text(fact.label), value=_text(fact.value))
    if fact.reference:
        said["reference"] = fact.reference.key
    if fact.scale:
        said["scale"] = fact.scale
    return said


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _body(body: str) -> str:
    """Without blank lines around it. A file has one kind of line end."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    stripped = body.strip()
    return with_first_indent(body, body.rindex(stripped), stripped)
