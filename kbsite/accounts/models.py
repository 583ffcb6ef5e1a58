"""What the door keeps beside Django's users and the libraries' own rows."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django_otp.models import Device


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
        seen = date_format(timezone.localtime(self.seen_at), "DATETIME_FORMAT")
        return f"Session of {self.user}, seen {seen}"


class PasskeyQuestion(models.Model):
    """What was asked of a browser; its session holds the number. Whoever deletes it may take the answer."""

    purpose = models.CharField(max_length=20)
    # Nobody where a stranger may turn out to be anybody.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.JSONField()
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Question to {self.user or 'a stranger'}, {self.asked_at}"


class Passkey(Device):
    """The public half of a key whose private half never leaves its owner's device.

    As a device of django-otp it can stand in a session as its second factor; it takes no code. The make of
    the device is not kept.
    """

    # What the browser calls the key; at most so long (WebAuthn, section 4).
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField()  # a COSE key (RFC 9052)
    # Stands for the owner on the device, where no name of ours is to be read.
    user_handle = models.BinaryField(max_length=64)
    # The name of the site for which it was made: it works under no other.
    rp_id = models.CharField(max_length=253)
    # How often the device has signed; many devices always say 0.
    sign_count = models.BigIntegerField(default=0)
    transports = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sign_count__gte=0), name="passkey_sign_count_is_not_negative"
            )
        ]
