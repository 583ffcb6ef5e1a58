"""What moderators block for a time: a writer, a network, an address, or words."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from comments.models.comment import Comment
from comments.senders import NetworkLevel

MAX_PATTERN = 100
MAX_REASON = 200
# What stands in place of an e-mail address that was forgotten. No address looks like this.
A_MAILBOX = "a mailbox"
# Networks of many customers, by the names that blocks store.
WIDE = {NetworkLevel.ALLOCATION.name, NetworkLevel.BLOCK.name}


class BlockKind(models.TextChoices):
    """Each is known by something else; see CommentBlock."""

    WRITER = "writer", "Writer"
    NETWORK = "network", "Connection"
    ADDRESS = "address", "Address"
    WORDS = "words", "Words"


class BlockQuerySet(models.QuerySet["CommentBlock"]):
    def standing(self, now: datetime | None = None) -> Self:
        """Those in force: not lifted, and not ended by themselves."""
        not_ended = Q(ends_at__isnull=True) | Q(ends_at__gt=now or timezone.now())
        return self.filter(not_ended, lifted_at__isnull=True)

    def ended(self, now: datetime | None = None) -> Self:
        """Those whose time was over before anybody lifted them."""
        return self.filter(lifted_at__isnull=True, ends_at__lte=now or timezone.now())

    def lifted(self) -> Self:
        return self.filter(lifted_at__isnull=False)

    def over_since(self, moment: datetime) -> Self:
        """Those that ended or were lifted before this moment."""
        return self.filter(Q(lifted_at__lt=moment) | Q(ends_at__lt=moment))

    def forget(self) -> int:
        """Erase whom or what each was about, but for words and sites; returns how many were about one."""
        mailboxes = self.filter(kind=BlockKind.ADDRESS, pattern__contains="@").update(pattern=A_MAILBOX)
        return mailboxes + self.exclude(digest="").update(digest="", key="")


class CommentBlock(models.Model):
    """One block, which ends by itself at `ends_at`, or is lifted. It stays in the history.

    - A writer is known by `digest`, the keyed hash of a confirmed e-mail address that Recipient has
      too. The address itself is not stored here, nor a part of it.
    - A network is known by `digest` with `key` and `level`: copied from the comment that the block was
      made from, where the hash was made for that comment alone (senders.py).
    - An address, of a site or a mailbox, and words are known by `pattern`.

    Some time after the end, `forget` empties `digest` and `key`, and puts A_MAILBOX in place of a mailbox.
    `comment_number` outlives the comment.
    """

    kind = models.CharField(max_length=8, choices=BlockKind.choices)
    pattern = models.CharField("what is blocked", max_length=MAX_PATTERN, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    key = models.CharField(max_length=32, blank=True, editable=False)
    level = models.CharField(max_length=10, blank=True, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    comment_number = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=MAX_REASON, help_text="Readers never see it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until it is lifted.")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = "block"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="block_by_time"),
            # Every comment that comes in asks for these.
            models.Index(fields=["ends_at"], name="block_not_lifted", condition=Q(lifted_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="block_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("created_at")),
                name="block_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[BlockKind.ADDRESS, BlockKind.WORDS], digest="", key="", level="")
                & ~Q(pattern="")
                | Q(kind__in=[BlockKind.WRITER, BlockKind.NETWORK], pattern=""),
                name="block_is_known_by_one_thing",
            ),
        ]

    def __str__(self) -> str:
        if self.pattern:
            return f"{self.get_kind_display()} “{self.pattern}”"
        which = " and the network around it" if self.is_wide else ""
        return f"{self.get_kind_display()} of comment {self.comment_number}{which}"

    @property
    def is_mailbox(self) -> bool:
        """Whether `pattern` is somebody's e-mail address, or was one until it was forgotten."""
        return self.kind == BlockKind.ADDRESS and ("@" in self.pattern or self.pattern == A_MAILBOX)

    @property
    def is_wide(self) -> bool:
        """Whether it holds for a network of many customers, and not for a single connection."""
        return self.level in WIDE

    @property
    def is_standing(self) -> bool:
        return self.lifted_at is None and (self.ends_at is None or self.ends_at > timezone.now())

    @property
    def until(self) -> str:
        """When it ends by itself, as part of a sentence."""
        if self.ends_at is None:
            return "until it is lifted"
        return f"until {timezone.localtime(self.ends_at):%-d %B %Y, %H:%M}"
