"""What the door keeps beside Django's users and the libraries' own rows."""

from django.conf import settings
from django.db import models


class UnlockLetter(models.Model):
    """The newest letter that unlocks a login; its link works once, for it is stored as a hash and deleted."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Letter to {self.user}, {self.sent_at}"


class LoginSession(models.Model):
    """What a person is told about one of their sessions; Django's own row says nothing of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Session of {self.user}, seen {self.seen_at}"
