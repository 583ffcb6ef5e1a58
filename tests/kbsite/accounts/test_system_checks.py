"""Numbers of the lock-out that cannot be meant stop the start."""

import pytest
from django.conf import settings

from kbsite.accounts.system_checks import check_locks


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("LOCK_NAME_AFTER", 50, []),
        ("LOCK_NAME_IN_NETWORK_AFTER", 0, ["accounts.E001"]),
        ("KNOWN_NETWORK_DAYS", -1, ["accounts.E001"]),
        ("LOCK_NETWORK_AFTER", 4, ["accounts.E002"]),
        ("LOCK_NAME_IN_NETWORK_AFTER", 51, ["accounts.E002", "accounts.E002"]),
    ],
)
def test_numbers_that_cannot_be_meant_are_refused_at_the_start(
    name: str, value: int, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, name, value)

    assert [message.id for message in check_locks(None)] == found
