"""What a vet reads before signing a check."""

from typing import Any

from articles.admin.check_pages.base import whole_text
from articles.comparison.checks import compare_checks
from articles.models import SymptomCheck


def for_signing(check: SymptomCheck) -> dict[str, Any]:
    """For sign.html: the whole check, and what changed since a vet signed it, None if that is not kept."""
    last = check.signatures.first()
    signed = check.versions.filter(digest=last.digest).first() if last else None
    return {
        "whole": whole_text(check),
        "pages": check.pages.all(),
        "comparison": compare_checks(signed.content, check.content()) if signed else None,
    }
