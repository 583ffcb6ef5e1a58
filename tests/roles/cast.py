"""The roles that the tests of rights play through, and what somebody without a right could change."""

from typing import Any

from django.contrib.auth.models import Group, User

from articles.models import (
    Article,
    DangerPhrase,
    DangerWords,
    EmergencySign,
    ExternalLink,
    GlossaryTerm,
    Picture,
    PoisonLine,
    Redirect,
    SymptomCheck,
    Synonym,
)
from articles.roles import AUTHOR, EDITOR, MODERATOR, VET
from comments.models import Comment, CommentBlock, Decision, Report, SpamPhrase

# The author whose article it is; AUTHOR is another one.
OWNER = "owner"
STAFF = {OWNER, AUTHOR, EDITOR, VET, MODERATOR}
READERS_OF_ANY = {OWNER, EDITOR, VET}
WRITERS = {OWNER, EDITOR}
NOBODY: set[str] = set()


def state() -> list[Any]:
    """All that somebody without a right might have changed."""
    models = (Article, Picture, Redirect, ExternalLink, User, Group)
    of_comments = (Comment, CommentBlock, Decision, Report, SpamPhrase)
    lists = (GlossaryTerm, PoisonLine, EmergencySign, DangerPhrase, DangerWords, Synonym, SymptomCheck)
    counts: list[Any] = [model._default_manager.count() for model in (*models, *of_comments, *lists)]
    texts = Article.objects.order_by("pk").values_list("pk", "digest", "stage", "slug")
    return [*counts, *texts, *Comment.objects.order_by("pk").values_list("pk", "status")]
