"""The live preview beside the text: the same renderer as readers get."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.composing.lookups import ArticleLookups
from articles.models import Article
from articles.rendering import render


def markdownify(text: str, article: Article | None = None) -> str:
    """HTML of `text`, with its problems listed first; django-markdownx calls this."""
    # A text that belongs to no saved article yet has no references.
    references = article.references.all() if article and article.pk else ()
    rendered = render(text, ArticleLookups(references))
    html = mark_safe(rendered.html)  # noqa: S308  # the sanitiser in articles/rendering wrote it
    context = {"html": html, "problems": rendered.problems, "terms": rendered.terms}
    return render_to_string("articles/_preview.html", context)
