"""Who changed which text of an article, and who else read their words."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.article import Article
from articles.models.edition import Edition


def _person(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", **more
    )


class Contribution(models.Model):
    """A change of a working copy: `person` found the text with one digest and left that with another.

    The texts of an article form a tree, because each is made from one other. The way from the present text
    to the first says whose words it holds. A text that comes back, for instance from the history, is found
    in its old place, so putting it back makes nobody its writer.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="contributions")
    # None for the operator, and for a login that was deleted.
    person = _person()
    before = models.CharField(max_length=64, blank=True, help_text="Empty for the first text.")
    after = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    # When somebody other than `person` stood for a text that holds this change: handed it in, approved or
    # signed it, or looked at it afterwards.
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = _person()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "after"], name="text_is_made_once"),
            models.CheckConstraint(
                condition=~Q(after="") & ~Q(after=F("before")), name="change_makes_a_text"
            ),
            # The other way round would not hold: a login may be deleted afterwards.
            models.CheckConstraint(
                condition=Q(read_by=None) | ~Q(read_at=None), name="contribution_reader_has_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["article"], condition=Q(read_at=None), name="contribution_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in “{self.article}”, {self.changed_at:%-d %B %Y}"


class SecondLook(models.Model):
    """An edition with words of its publisher that nobody else had read, and who looked at them afterwards.

    There is one for each small correction, and for each text whose approver had mended some words in it.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="second_look")
    # Whose words they are: the person who published or approved them.
    person = _person()
    # Of the last text that somebody else had read: what the page compares the edition with.
    since = models.CharField(max_length=64, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = _person()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(looked_at=None), name="second_look_waits")]
        constraints = [
            # The other way round would not hold: a login may be deleted afterwards.
            models.CheckConstraint(
                condition=Q(looked_by=None) | ~Q(looked_at=None), name="second_look_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Second look at {self.edition}"
