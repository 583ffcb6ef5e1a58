"""The admin's door, as a person meets it: a second factor, and a lock after wrong passwords."""

import pytest
from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, NewPage
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import RIGHT
from tests.kbsite.accounts.test_second_factor import code_of

pytestmark = pytest.mark.browser


def type_password(page: Page, password: str = RIGHT) -> None:
    page.get_by_label("Login name").fill("rowan")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name=": account").click()
    page.get_by_role("button", name="Log out").click()


def test_a_second_factor_is_demanded_set_up_and_then_asked_for(
    server: str, new_page: NewPage, complaints: Complaints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECOND_FACTOR_GROUPS", ["editor"])
    EditorFactory(username="rowan")
    page = new_page()

    page.goto(f"{server}/admin/")
    type_password(page)
    expect(page.get_by_text("Your group needs a second factor")).to_be_visible()
    drawn = page.get_by_alt_text("QR code").evaluate(
        "image => image.decode().then(() => image.naturalWidth > 100)"
    )
    page.get_by_label("Code").fill(code_of(TOTPDevice.objects.get()))
    page.get_by_role("button", name="Switch it on").click()
    codes = page.locator(".recovery-codes code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("link", name="Your login")).to_be_visible()
    log_out(page)
    page.goto(f"{server}/admin/")
    type_password(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_role("link", name="Your login")).to_be_visible()
    assert drawn
    assert complaints == []


def test_wrong_passwords_lock_and_the_operator_unlocks(
    server: str, new_page: NewPage, complaints: Complaints
) -> None:
    from django.core.management import call_command

    EditorFactory(username="rowan")
    page = new_page()

    for _ in range(settings.LOCK_NAME_IN_NETWORK_AFTER):
        page.goto(f"{server}/admin/login/?next=/admin/")
        type_password(page, "wrong")
    expect(page.get_by_role("heading", name="Locked for a while")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("is locked until")
    call_command("unlock_login", "rowan")
    page.get_by_role("link", name="Back to the login").click()
    type_password(page)

    expect(page.get_by_role("link", name="Your login")).to_be_visible()
    # Chromium itself reports the status of the locked page.
    assert [line for line in complaints if "429" not in line] == []


def keep_passkeys_in(page: Page) -> None:
    """Chromium's own device in software, which says yes to all; the browser shows no window for it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    yes = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **yes}})


def test_a_passkey_is_added_stands_for_the_code_and_for_all_and_is_removed(
    server: str, new_page: NewPage, complaints: Complaints
) -> None:
    EditorFactory(username="rowan")
    page = new_page()
    # The login page has a link with “your login” in its name.
    yours = page.get_by_role("link", name="Your login", exact=True)
    use, whole = (
        page.get_by_role("button", name=name) for name in ("Use your passkey", "Log in with a passkey")
    )
    keep_passkeys_in(page)

    page.goto(f"{server}/admin/")
    whole.click()
    expect(page.get_by_text("there is none for this site on this device")).to_be_visible()
    type_password(page)
    yours.click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("This device has a passkey for your login already")).to_be_visible()
    page.get_by_role("link", name="Back to your login").click()
    log_out(page)
    page.goto(f"{server}/admin/")
    type_password(page)
    use.click()
    expect(yours).to_be_visible()
    log_out(page)
    page.goto(f"{server}/admin/your-login/")
    whole.click()
    page.get_by_role("link", name="Rename or remove “My phone”").click()
    page.get_by_role("button", name="Remove this passkey").click()

    expect(page.get_by_text("your second factor is off")).to_be_visible()
    assert complaints == []
