"""What a setting of the environment turns on, and what it leaves alone."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings


def settings_with(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(Path(settings.BASE_DIR) / "kbsite" / "settings.py"))


TLS = {"HTTPS": "yes", "TRUSTED_PROXIES": "127.0.0.1"}


@pytest.mark.parametrize(
    ("environment", "subdomains", "preload"),
    [
        (TLS, False, False),
        ({**TLS, "HSTS_SUBDOMAINS": "yes"}, True, False),
        ({**TLS, "HSTS_SUBDOMAINS": "yes", "HSTS_PRELOAD": "yes"}, True, True),
        ({"HTTPS": "no", "HSTS_SUBDOMAINS": "yes", "HSTS_PRELOAD": "yes"}, False, False),
    ],
)
def test_tls_speaks_for_other_names_only_where_the_owner_says_so(
    environment: dict[str, str], subdomains: bool, preload: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = settings_with(monkeypatch, **environment)

    assert found["SECURE_HSTS_SECONDS"] == (31_536_000 if environment["HTTPS"] == "yes" else 0)
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is subdomains
    assert found["SECURE_HSTS_PRELOAD"] is preload
