"""What people are told after a change of a list by which held comments were judged."""

from articles.admin.danger import FOLLOWERS
from comments import moderation
from comments.moderation import Rescored


def follow_phrases() -> str:
    return said_of_scores(moderation.rescore_phrases())


def follow_dangers() -> str:
    """Editors and vets read it, who may not see comments: it only counts."""
    done = moderation.rescore_dangers()
    words = f"Held comments were read again. {_held(done.urgent)} now among those that may mean danger"
    if done.calmed:
        words += f", and {_held(done.calmed).lower()} no longer"
    return f"{words}.{_left(done)}"


def said_of_scores(done: Rescored) -> str:
    has = "has" if done.changed == 1 else "have"
    number = f"{done.changed:,}" if done.changed else "No"
    comments = "comment" if done.changed == 1 else "comments"
    return f"{number} held {comments} {has} another score now.{_left(done)}"


def _held(number: int) -> str:
    if not number:
        return "None is"
    return "1 is" if number == 1 else f"{number:,} are"


def _left(done: Rescored) -> str:
    if not done.left:
        return ""
    return (
        f" Only the newest were looked at; {done.left:,} older ones keep what was found before, "
        "until an operator runs “manage.py rescore_comments”."
    )


FOLLOWERS.append(follow_dangers)
