"""From a file to an article's working copy."""

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models

from articles.composing.lookups import led_on_from
from articles.drafts import editing
from articles.drafts.fields import FIELDS, PLAIN, Shape
from articles.drafts.parts import REFERENCES
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Picture,
    Reference,
    Species,
)
from articles.models.article import Kind
from articles.publishing.addresses import AddressTaken, change_address
from articles.related import CannotChoose, choose_all
from articles.transfer.sources import ArticleSource

M = TypeVar("M", bound=models.Model)

PLAIN_FIELDS = [field.name for field in FIELDS if field.file_key and field.shape in PLAIN - {Shape.LINES}]


def write_working_copy(source: ArticleSource, article: Article | None) -> Article:
    """Make the article say what the file says. Raises FileProblem at the first thing that is wrong.

    What publishing or editing.record() keeps afterwards is the import's one row of the history.
    """
    article = _begin(source, article)
    for field in PLAIN_FIELDS:
        value = source.data.get(field)
        setattr(article, field, _default(field) if value is None else _text(value))
    # Who leads the home page is the editors' choice: an import only fills an empty place.
    leads = source.flag("featured") and not Article.objects.filter(is_featured=True).exists()
    article.is_featured = bool(article.is_featured or leads)
    article.body = source.body
    article.key_points = "\n".join(_texts(source, "key_points"))
    article.category = _find(Category, "slug", source, "category")
    article.author = _find(Contributor, "slug", source, "author")
    _clean(source, article)
    article.save_without_historical_record()  # type: ignore[attr-defined]  # simple_history's
    species = [_find(Species, "slug", source, "species", slug) for slug in _texts(source, "species")]
    article.species.set(species)
    _write_gallery(source, article)
    references = _write_references(source, article)
    _write_facts(source, article, references)
    return article


def choose_related(source: ArticleSource, article: Article) -> bool:
    """The pages that the file wants beside this one, once all files are read; whether any changed.

    Raises FileProblem.
    """
    others = [_article(source, slug) for slug in _texts(source, "related")]
    try:
        return choose_all(article, others, by=None)
    except CannotChoose as error:
        raise source.problem("related", str(error)) from error


def _article(source: ArticleSource, slug: str) -> Article:
    """Also under an address from which readers are led on, as with a link in a text."""
    found = Article.objects.filter(slug=slug).first() or led_on_from(slug)
    if found is None:
        raise source.problem("related", f"There is no article “{slug}”.")
    return found


def _begin(source: ArticleSource, article: Article | None) -> Article:
    if article is None:
        return Article(slug=source.slug)
    article = editing.lock(article)
    editing.keep_autosaved(article, by=None)
    return _of_kind(source, article)


def _of_kind(source: ArticleSource, article: Article) -> Article:
    """Another kind is another address: the old one has to lead on."""
    kind = source.data.get("kind") or article.kind
    if kind == article.kind or kind not in Kind.values:
        return article
    try:
        return change_address(article, slug=article.slug, kind=kind, by=None)
    except AddressTaken as error:
        raise source.problem("kind", str(error)) from error


def _default(field: str) -> str:
    """What an article says of itself when its file does not."""
    default: str = cast("models.CharField", Article._meta.get_field(field)).get_default()
    return default


def _write_gallery(source: ArticleSource, article: Article) -> None:
    """An entry is a picture's key, or {picture, caption} where the caption is another one here."""
    article.gallery.all().delete()
    for position, entry in enumerate(_list(source, "pictures"), start=1):
        fields = entry if isinstance(entry, dict) else {"picture": entry}
        _refuse_unknown(source, "pictures", fields, {"picture", "caption"})
        key, caption = _text(fields.get("picture")), _text(fields.get("caption"))
        if not key and not caption:
            continue
        place = ArticlePicture(
            article=article,
            picture=_find(Picture, "key", source, "pictures", key),
            caption=caption,
            position=position,
        )
        _clean(source, place, at="pictures")
        place.save()


def _write_references(source: ArticleSource, article: Article) -> dict[str, Reference]:
    article.references.all().delete()
    references: dict[str, Reference] = {}
    for key, fields in _mapping(source, "references").items():
        _refuse_unknown(source, str(key), fields, set(REFERENCES.columns))
        values = {name: "" if value is None else value for name, value in fields.items()}
        for number in ("year", "sample_size"):
            values[number] = None if values.get(number) in (None, "") else values[number]
        reference = Reference(article=article, key=str(key), **values)
        _clean(source, reference, at=str(key))
        reference.save()
        references[str(key)] = reference
    return references


def _refuse_unknown(source: ArticleSource, at: str, fields: dict[Any, Any], known: set[str]) -> None:
    """A file never names other columns than these, such as the number of another article's row."""
    for field in fields:
        if field not in known:
            raise source.problem(at, f"{at}: “{field}” is not known.")


def _write_facts(source: ArticleSource, article: Article, references: dict[str, Reference]) -> None:
    article.facts.all().delete()
    for position, row in enumerate(_list(source, "facts"), start=1):
        if not isinstance(row, dict):
            raise source.problem("facts", "Each fact has a label and a value.")
        _refuse_unknown(source, "facts", row, {"label", "value", "reference", "scale"})
        label, value, key = (_text(row.get(name)) for name in ("label", "value", "reference"))
        if key and key not in references:
            raise source.problem("facts", f"There is no reference with the key “{key}”.")
        fact = BreedFact(
            article=article,
            position=position,
            label=label,
            value=value,
            reference=references.get(key),
            scale=row.get("scale"),
        )
        _clean(source, fact, at="facts")
        fact.save()


def _clean(source: ArticleSource, row: models.Model, at: str = "") -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            place = at or field
            raise source.problem(place, f"{field}: {' '.join(messages)}") from error


def _find(model: type[M], by: str, source: ArticleSource, field: str, value: str | None = None) -> M:
    wanted = _text(source.data.get(field)) if value is None else value
    row = model._default_manager.filter(**{by: wanted}).first()
    if row is None:
        raise source.problem(field, f"There is no {model._meta.verbose_name} “{wanted}”.")
    return row


def _texts(source: ArticleSource, field: str) -> Iterator[str]:
    """Without the entries that hold nothing, such as a dash alone on its line."""
    return (text for value in _list(source, field) if (text := _text(value)))


def _list(source: ArticleSource, field: str) -> list[Any]:
    values = source.data.get(field) or []
    if not isinstance(values, list):
        raise source.problem(field, f"“{field}” is a list.")
    return values


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _mapping(source: ArticleSource, field: str) -> dict[str, dict[str, Any]]:
    values = source.data.get(field) or {}
    if not isinstance(values, dict) or not all(isinstance(value, dict) for value in values.values()):
        raise source.problem(field, f"“{field}” is a list of keys, each with its fields.")
    return values
