"""Replies of any depth, put under the top comment of their thread, as the site shows them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from comments.exchange.record import SourceComment, Standing


def tops_of(
    comments: Sequence[SourceComment],
    article_of: Callable[[SourceComment], int | None],
    moved: Counter[str],
) -> dict[str, str]:
    """The key of the comment that each one stands under, where it stands under one.

    That is the highest comment above it which is not left out and belongs to the same article.
    `moved` counts replies that lose their place: they stand by themselves.
    """
    by_key = {comment.key: comment for comment in comments}
    parents = _without_circles(by_key, moved)
    highest: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for comment in comments:
        if comment.standing is Standing.LEFT_OUT:
            continue
        top = _highest(parents.get(comment.key), parents, by_key, highest)
        is_near = top is not None and article_of(by_key[top]) == article_of(comment)
        if top is not None and is_near:
            found[comment.key] = top
            if parents[comment.key] != top:
                moved["an answer to an answer, put under the first comment"] += 1
        elif comment.parent and comment.key in parents:
            moved["an answer to a comment that is not imported, put by itself"] += 1
    return found


def _without_circles(by_key: Mapping[str, SourceComment], moved: Counter[str]) -> dict[str, str]:
    """The parent of each comment that has one; a circle is opened where it is met."""
    parents = {key: comment.parent for key, comment in by_key.items() if comment.parent}
    done: set[str] = set()
    for start in by_key:
        path: list[str] = []
        on_path: set[str] = set()
        key = start
        while key in parents and key not in done:
            if key in on_path:
                del parents[path[-1]]
                moved["answers in a circle, opened"] += 1
                break
            path.append(key)
            on_path.add(key)
            key = parents[key]
        done.update(path)
    return parents


def _highest(
    key: str | None,
    parents: Mapping[str, str],
    by_key: Mapping[str, SourceComment],
    known: dict[str, str | None],
) -> str | None:
    """The highest comment from `key` upwards that is not left out."""
    path: list[str] = []
    while key is not None and key in by_key and key not in known:
        path.append(key)
        key = parents.get(key)
    top = known[key] if key is not None and key in known else None
    for one in reversed(path):
        if top is None and by_key[one].standing is not Standing.LEFT_OUT:
            top = one
        known[one] = top
    return top
