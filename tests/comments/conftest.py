"""What tests of several parts of the comments share."""

from collections.abc import Callable

import pytest

from articles.drafts.locking import lock_article_row
from articles.models import Article
from comments.writing import withdrawing


@pytest.fixture
def before_lock(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Lets something happen once between reading a comment and locking it to take it back."""

    def arrange(happen: Callable[[], object]) -> None:
        left = [happen]

        def late(pk: int) -> Article:
            if left:
                left.pop()()
            return lock_article_row(pk)

        monkeypatch.setattr(withdrawing, "lock_article_row", late)

    return arrange
