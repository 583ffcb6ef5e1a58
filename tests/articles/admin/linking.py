"""Articles that link to another one."""

from articles.drafts.editing import record
from articles.models import Article
from articles.publishing import publish
from tests.factories import (
    DraftArticleFactory,
)


def linking(to: Article, *, live: bool, title: str) -> Article:
    """An article whose text links to another one."""
    article: Article = DraftArticleFactory(title=title, body=f"## More\n\n[More](article:{to.slug})")
    if live:
        publish(article, by=None)
    else:
        record(article, by=None)
    return article
