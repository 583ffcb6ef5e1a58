"""Letters about comments: what is written to whom, and how it is sent without keeping anybody waiting.

Letters are rows of QueuedMail, written in the transaction of what they tell; once that is
committed a thread sends them (courier.py), and `manage.py send_mail_queue` what is left over.
Without a mail server (EMAIL_URL) none is written.
"""

from comments.mail.occasions import on_approval, on_arrival
from comments.mail.recipients import forget_address, forget_unconfirmed
from comments.mail.switch import is_on

__all__ = ["forget_address", "forget_unconfirmed", "is_on", "on_approval", "on_arrival"]
