"""Who decided about a comment, in words: a moderator, the site, or somebody whose login is gone."""

from articles.names import GONE, name_of
from comments.models import Action, Comment, Decision

SITE = "the site"
# What a login decided names nobody once the login is deleted, as what the site decided never did.
WITHOUT_A_LOGIN = {Action.HIDE: SITE, Action.APPROVE: f"{SITE} or {GONE}"}


def decider_of(decision: Decision) -> str:
    """The site hides what is reported, and approves what is clean; only logins decide anything else."""
    return name_of(decision.by, otherwise=WITHOUT_A_LOGIN.get(Action(decision.action), GONE))


def last_decider_of(comment: Comment) -> str:
    return name_of(comment.decided_by, otherwise=f"{SITE} or {GONE}")
