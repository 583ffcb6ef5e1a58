"""Letters about comments: who gets which letter, and how letters are sent without delaying a reader.

A letter is a row of QueuedMail, stored in the transaction of the event that it is about. After the
commit a thread sends it (courier.py); `manage.py send_mail_queue` sends what is left over. Without
a mail server (EMAIL_URL) no letter is written.
"""

from comments.mail.alerts import on_danger, on_report, on_several_reports
from comments.mail.occasions import on_approval, on_arrival
from comments.mail.recipients import confirmed_among, find, forget_address, forget_unconfirmed
from comments.mail.switch import is_on

__all__ = [
    "confirmed_among",
    "find",
    "forget_address",
    "forget_unconfirmed",
    "is_on",
    "on_approval",
    "on_arrival",
    "on_danger",
    "on_report",
    "on_several_reports",
]
