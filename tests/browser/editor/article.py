"""What an editor's text refers to: a reference, another article, a word of the glossary."""

from articles.models import Article
from tests.factories import DraftArticleFactory, GlossaryTermFactory, LiveArticleFactory, ReferenceFactory


def article_to_write() -> Article:
    article: Article = DraftArticleFactory(body="## What happens\n\nThe dog does it.\n")
    ReferenceFactory(article=article, key="smith2020", authors="Smith J", year=2020, title="A study")
    LiveArticleFactory(title="Why do dogs dig?", slug="why-do-dogs-dig")
    GlossaryTermFactory(slug="rem-sleep", name="REM sleep")
    return article
