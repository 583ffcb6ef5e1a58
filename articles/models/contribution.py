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

    The newest change that leaves a text, the newest before it that leaves what it found, and so on, are the
    way to a text. It says whose words the text holds. Once others have read all of them and the text is
    published, the changes are forgotten.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="contributions")
    # None for the operator, and for a login that was deleted.
    person = _person()
    is_operators = models.BooleanField(default=False, help_text="Nobody has to read after the operator.")
    before = models.CharField(max_length=64, blank=True, help_text="Empty for the first text.")
    after = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(after="") & ~Q(after=F("before")), name="change_makes_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in “{self.article}”, {self.changed_at:%-d %B %Y}"


class Reading(models.Model):
    """`person` stands for one text: handed it in, approved or signed it, or looked at it afterwards.

    It covers the changes on the way to that text, and no other text in which their words stood before.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    digest = models.CharField(max_length=64)
    # None for the operator, and for a login that was deleted.
    person = _person()
    read_at = models.DateTimeField()
    with_own = models.BooleanField(default=False, help_text="The settings let nobody else read after them.")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(digest=""), name="reading_is_of_a_text")]

    def __str__(self) -> str:
        return f"{self.person} read “{self.article}”, {self.read_at:%-d %B %Y}"


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
