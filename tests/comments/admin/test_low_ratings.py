"""What editors learn of low ratings."""

import pytest
from django.test import Client

from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LoneArticleFactory,
)

pytestmark = pytest.mark.django_db


def test_editors_see_why_a_rating_was_low_and_nothing_of_who_gave_it(editor_client: Client) -> None:
    comment = ApprovedCommentFactory(
        name="Rowan", text="Secret words.", email="r@private.example", rating=2, shortfall="unclear"
    )

    pages = [
        editor_client.get(f"/admin/comments/lowrating/{end}").content.decode()
        for end in ("", f"{comment.pk}/change/", f"{comment.pk}/history/")
    ]

    assert "It was hard to understand" in pages[0]
    assert "It was hard to understand" in pages[1]
    for secret in ("Rowan", "Secret words", "private.example"):
        assert not [page for page in pages if secret in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 2), ("?reason=unclear", 1), ("?reason=none", 1), ("?q=kneading", 1), ("?q=secret", 0)],
)
def test_low_ratings_are_filtered_by_reason_and_found_by_article(
    query: str, expected: int, editor_client: Client
) -> None:
    kneading = LoneArticleFactory(title="Why is she kneading?", slug="k")
    ApprovedCommentFactory(article=kneading, rating=2, shortfall="unclear", text="Secret.")
    other = ApprovedCommentFactory(rating=1).article
    ApprovedCommentFactory(article=other, rating=5)
    HeldCommentFactory(article=other, rating=1)

    html = editor_client.get(f"/admin/comments/lowrating/{query}").content.decode()

    assert html.partition('id="result_list"')[2].count('class="field-rating"') == expected
