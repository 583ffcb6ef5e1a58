"""What happens to a text on its way to readers, for whoever tells people of it.

This app writes no letters and knows nobody who does. Whoever wants to know connects a receiver to
`happened`, which is sent in the transaction of the verb: after its rows were written, but for CHANGED,
which is sent before the changed text is saved.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.dispatch import Signal

happened = Signal()


class Happening(StrEnum):
    HANDED_IN = "handed-in"
    SENT_BACK = "sent-back"
    APPROVED = "approved"
    PUBLISHED = "published"
    SIGNED = "signed"
    CHANGED = "changed"


@dataclass(frozen=True)
class TextEvent:
    """`text` is an Article, a SymptomCheck or another row that vets sign; `by` is None for the operator.

    `writers` are the logins, as primary keys, whose words they are. `outcome` is the edition, the
    version or the signature that came of it. `digest_before` is that of the text before a change.
    """

    what: Happening
    text: Any
    by: Any
    remarks: str = ""
    writers: frozenset[int] = frozenset()
    outcome: Any = None
    digest_before: str = ""


def announce(event: TextEvent) -> None:
    happened.send(sender=TextEvent, event=event)
