"""How long somebody waits after wrong codes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import at, is_in, log_in
from tests.kbsite.accounts.test_second_factor import HOME, STEP, next_code, switch_on

pytestmark = pytest.mark.django_db


def test_after_many_wrong_codes_the_wait_grows_no_longer() -> None:
    person = EditorFactory(username="rowan")
    switch_on(person)
    now = timezone.now()
    TOTPDevice.objects.update(throttling_failure_count=40, throttling_failure_timestamp=now)
    client = at(HOME)
    log_in(client, "rowan")

    with time_machine.travel(now + timedelta(minutes=8), tick=False):
        too_soon = client.post(STEP, {"code": next_code(person)})
    with time_machine.travel(now + timedelta(minutes=9), tick=False):
        client.post(STEP, {"code": next_code(person)})

    assert too_soon.status_code == 429
    assert is_in(client)
