"""Writing what a file says into an article's working copy."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.composing.lookups import led_on_from
from articles.drafts import editing
from articles.drafts.fields import FIELD
from articles.drafts.locking import lock_article
from articles.drafts.writing import Guard, write_contents
from articles.models import Article, Reference
from articles.models.article import Kind
from articles.publishing.addresses import AddressTaken, change_address
from articles.related import CannotChoose, choose_all
from articles.transfer.contents import contents_in, texts_of
from articles.transfer.sources import ArticleSource


@dataclass(frozen=True)
class _FileGuard(Guard):
    """Refuses rows that are missing and values that do not fit, and names their line in the file."""

    source: ArticleSource

    def missing(self, field: str, model: type[Model], name: str) -> None:
        what = "reference with the key" if model is Reference else model._meta.verbose_name
        raise self.source.problem(FIELD[field].file_key, f"There is no {what} “{name}”.")

    def check(self, row: Model, field: str = "", key: str = "") -> None:
        try:
            row.full_clean()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                place = key or (FIELD[field].file_key if field else column)
                raise self.source.problem(place, f"{column}: {' '.join(messages)}") from error


def write_working_copy(source: ArticleSource, article: Article | None) -> Article:
    """Make the article say what the file says. Raises FileProblem at the first thing that is wrong.

    This stores no row of the history. The caller adds it by publishing or by editing.record(), so
    that an import adds only one.
    """
    article = _begin(source, article)
    # Editors choose which article leads the home page. An import chooses one only if they have not.
    leads = source.flag("featured") and not Article.objects.filter(is_featured=True).exists()
    article.is_featured = bool(article.is_featured or leads)
    write_contents(article, contents_in(source), _FileGuard(source))
    return article


def choose_related(source: ArticleSource, article: Article) -> bool:
    """Choose the pages that the file names, once all files are read. Returns whether any changed.

    Raises FileProblem.
    """
    others = [_article(source, slug) for slug in texts_of(source, "related")]
    try:
        return choose_all(article, others, by=None)
    except CannotChoose as error:
        raise source.problem("related", str(error)) from error


def _article(source: ArticleSource, slug: str) -> Article:
    """Return the article of that slug. An old slug finds it too, as in the links of a text."""
    found = Article.objects.filter(slug=slug).first() or led_on_from(slug)
    if found is None:
        raise source.problem("related", f"There is no article “{slug}”.")
    return found


def _begin(source: ArticleSource, article: Article | None) -> Article:
    if article is None:
        return Article(slug=source.slug)
    article = lock_article(article.pk)
    # Even with --overwrite an import loses no autosaved words: the history keeps them.
    editing.keep_autosaved(article, by=None)
    return _of_kind(source, article)


def _of_kind(source: ArticleSource, article: Article) -> Article:
    """Change the kind. This changes the address too, so the old address must lead to the new one."""
    kind = source.data.get("kind") or article.kind
    if kind == article.kind or kind not in Kind.values:
        return article
    try:
        return change_address(article, slug=article.slug, kind=kind, by=None)
    except AddressTaken as error:
        raise source.problem("kind", str(error)) from error
