"""Keeping a person's own text in the history, before it is joined with another's."""

from articles.admin.form_values import FormValues
from articles.admin.merging.history_values import contents_of_values
from articles.drafts.history import keep_beside
from articles.models import Article
from articles.roles import Person


def keep_as_sent(article: Article, sent: FormValues, *, by: Person, other: str) -> None:
    why = f"As it was sent, before it was joined with what {other} saved"
    keep_beside(article, contents_of_values(sent, article), by=by, why=why)
