"""Changing the address of a page, and leading readers from its old addresses to the new one.

No other module changes an address. A redirect leads to an article and not to an address, so
an old address never leads to a second redirect, however often the page moves.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import Resolver404, resolve

from articles.drafts import editing
from articles.drafts.locking import lock_article, lock_articles
from articles.models import Article, Edition, Redirect
from articles.models.article import Kind, page_address
from articles.roles import PUBLISH, NotAllowed, Person, may, may_edit, require

# Only pages of these two kinds move. The names are those of articles/urls.py.
KINDS_OF_PAGES = {"article": Kind.ARTICLE, "breed": Kind.BREED}


class AddressTaken(Exception):
    """Another article or a redirect has the address; the message says which."""


class CannotLead(Exception):
    """The address cannot lead there; the message says why, for the editor."""


def may_change_address(by: Person, article: Article) -> bool:
    """Return whether `by` may change it. Readers keep published addresses, so only publishers may."""
    return may_edit(by, article) and (may(by, PUBLISH) or not article.editions.exists())


def target_of(path: str) -> str | None:
    """Return the present address of the page that was at `path`, or None if no redirect leads on."""
    editions = Edition.objects.live().filter(article__redirects__old_path=path)
    edition = editions.select_related("article").only("kind", "article__slug").first()
    address = edition.get_absolute_url() if edition else None
    return address if address != path else None


def moved_page(path: str) -> Edition | None:
    """Return the live edition of the article that was itself at `path` before its address changed.

    Return None if an editor leads readers to another article: a comment on one article is not
    meant for the other.
    """
    slug = _page_at(path)[1]
    editions = Edition.objects.live().filter(article__redirects__old_path=path)
    edition = editions.select_related("article", "category").first()
    if edition is None:
        return None
    others = Article.history.filter(slug=slug).exclude(id=edition.article_id)
    return None if others.exists() else edition


def article_once_at(slug: str | None) -> Article | None:
    """Return the article with the slug, or the one that had it before it moved."""
    if not slug:
        return None
    paths = [page_address(kind, slug) for kind in KINDS_OF_PAGES.values()]
    return (
        Article.objects.filter(slug=slug).first()
        or Article.objects.filter(redirects__old_path__in=paths).order_by("pk").first()
    )


def check_free(slug: str, kind: str, article: Article | None = None) -> None:
    """Raise AddressTaken if another article or a redirect has an address that this slug would take."""
    other = Article.objects.filter(slug=slug).first()
    if other is not None and other != article:
        raise AddressTaken(f"“{other}” has this address. Choose another one.")
    redirects = Redirect.objects.filter(old_path__in=addresses_of(slug, kind, article))
    redirect = next((one for one in redirects.select_related("article") if one.article != article), None)
    if redirect is not None:
        raise AddressTaken(
            f"{redirect} leads readers on to “{redirect.article}”. Choose another address, or delete that "
            "redirect first."
        )


def addresses_of(slug: str, kind: str, article: Article | None) -> set[str]:
    """Return the addresses of the slug under the present kind and under each published kind."""
    published = article.editions.values_list("kind", flat=True) if article and article.pk else ()
    return {page_address(one, slug) for one in {kind, *published}}


@transaction.atomic
def change_address(article: Article, *, slug: str, by: Person, kind: str | None = None) -> Article:
    """Give the article another slug or kind, and lead its old addresses on once it was published.

    Readers find a published article under its new slug at once, and under its new kind with
    the next edition. Raises NotAllowed, AddressTaken, or ValidationError for a slug that is none.
    """
    article = lock_article(article.pk)
    if not may_change_address(by, article):
        raise NotAllowed("Only those who publish change the address of what was published.")
    kind = Kind(kind or article.kind).value
    if (slug, kind) == (article.slug, article.kind):
        return article
    Article._meta.get_field("slug").clean(slug, article)
    check_free(slug, kind, article)
    before, old = article.get_absolute_url(), addresses_of(article.slug, article.kind, article)
    editing.keep_autosaved(article, by=by)
    article.slug, article.kind = slug, kind
    _record(article, by, f"Address changed from {before} to {article.get_absolute_url()}")
    _lead_here(article, old)
    return article


def _record(article: Article, by: Person, why: str) -> None:
    try:
        # A savepoint: after an error PostgreSQL takes no query until it is rolled back.
        with transaction.atomic():
            editing.record(article, by=by, why=why)
    except IntegrityError:
        # Another article may have taken the slug since it was looked for.
        check_free(article.slug, article.kind, article)
        raise


def _lead_here(article: Article, old: set[str]) -> None:
    """Lead readers to the article from every address that it was published at before."""
    kinds = set(article.editions.values_list("kind", flat=True))
    if not kinds:
        return
    own = article.get_absolute_url()
    # An article that moves back to an old address would otherwise be led on to itself.
    Redirect.objects.filter(old_path=own, article=article).delete()
    # Where another kind is still live, its address is old as soon as the next edition appears.
    seen = {path for path in old if _kind_of(path) in kinds} | {
        page_address(kind, article.slug) for kind in kinds
    }
    is_seen = article.editions.current().exists()
    for path in sorted(seen - {own}):
        if is_seen:
            Redirect.objects.update_or_create(old_path=path, defaults={"article": article})
        else:
            # An editor may have led readers of the withdrawn page elsewhere. Such a redirect stays as it is.
            Redirect.objects.get_or_create(old_path=path, defaults={"article": article})


def _kind_of(path: str) -> Kind:
    return _page_at(path)[0]


def _page_at(path: str) -> tuple[Kind, str]:
    try:
        match = resolve(path)
    except Resolver404:
        match = None
    kind = KINDS_OF_PAGES.get(match.url_name or "") if match else None
    if match is None or kind is None:
        example = page_address(Kind.ARTICLE, "its-old-name")
        raise CannotLead(f"Only the address of a page can lead on: {example}")
    return kind, match.kwargs["slug"]


@transaction.atomic
def lead_on(old_path: str, article: Article, *, by: Person) -> Redirect:
    """Lead readers who ask for `old_path` to the article; it may be the address of a withdrawn one.

    Redirects to the withdrawn article lead to this one from now on. Raises NotAllowed or CannotLead.
    """
    require(by, PUBLISH, otherwise="Only those who publish lead readers on.")
    left = check_lead(old_path, article)
    redirect, _ = Redirect.objects.update_or_create(old_path=old_path, defaults={"article": article})
    if left is not None:
        # These would lead readers of the article to itself.
        Redirect.objects.filter(article=left, old_path__in=_present(article)).delete()
        Redirect.objects.filter(article=left).update(article=article)
    return redirect


def check_lead(old_path: str, article: Article) -> Article | None:
    """Lock the articles concerned, and raise CannotLead if `old_path` cannot lead to `article`.

    Returns the article that is left without readers at that address, if there is one.
    """
    kind, slug = _page_at(old_path)
    locked = lock_articles(Article.objects.filter(Q(slug=slug) | Q(pk=article.pk)))
    if not article.editions.live().exists():
        raise CannotLead(f"Readers do not see “{article}”, so nothing can lead to it.")
    if old_path in _present(article):
        raise CannotLead("This is the article's own address.")
    left = next((one for one in locked if one.slug == slug and one.pk != article.pk), None)
    if left is not None and left.editions.live().of_kind(kind).exists():
        raise CannotLead(f"Readers see “{left}” at this address: withdraw it first, or change its address.")
    return left if left is not None and not left.editions.current().exists() else None


def _present(article: Article) -> set[str]:
    """Return the article's live address and the address that its working copy will have."""
    live = article.editions.live().first()
    return {article.get_absolute_url(), *([live.get_absolute_url()] if live else [])}


@transaction.atomic
def lead_readers_on(article: Article, to: Article | None, *, by: Person) -> None:
    """After withdrawing, lead readers on from every address of the article, or from none."""
    for path in sorted(addresses_of(article.slug, article.kind, article)):
        if to is not None:
            lead_on(path, to, by=by)
        else:
            require(by, PUBLISH, otherwise="Only those who publish lead readers on.")
            Redirect.objects.filter(old_path=path).delete()
