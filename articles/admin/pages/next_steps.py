"""What a person who has just decided about an article may do next: one thing, and its address."""

from dataclasses import dataclass

from django.urls import reverse

from articles.models import Article
from articles.publishing.signing import can_sign
from articles.publishing.worklists import awaiting_signature, to_approve
from articles.roles import APPROVE, Person, may, readable


@dataclass(frozen=True)
class NextStep:
    label: str
    url: str


def next_waiting(article: Article, person: Person) -> NextStep | None:
    """The article that waits longest for this person, without `article` itself."""
    others = readable(Article.objects.exclude(pk=article.pk), person).order_by("changed_at")
    if may(person, APPROVE):
        found = to_approve(person)(others).only("pk", "title").first()
        page = "review"
    elif can_sign(person):
        found, page = awaiting_signature(others).only("pk", "title").first(), "sign"
    else:
        return None
    if found is None:
        return None
    return NextStep(str(found), reverse(f"admin:articles_article_{page}", args=[found.pk]))
