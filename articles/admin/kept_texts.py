"""A page that gives back what somebody sent, where it could not be saved: nothing that was typed is lost."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

# Of the page itself, or no business of any page that shows it.
NEVER = re.compile(r"csrfmiddlewaretoken|password|^otp", re.IGNORECASE)
# What scripts and forms keep for themselves: lists and marks as JSON, and digests.
MACHINE = re.compile(r"\s*[\[{]|[0-9a-f]{32,}$")
# In words: a shorter value is a number, a choice or an address.
SHORTEST = 2
TEMPLATE = "admin/desk/kept_texts.html"


@dataclass(frozen=True)
class KeptText:
    label: str
    text: str

    @property
    def rows(self) -> int:
        return min(16, 2 + self.text.count("\n") + len(self.text) // 80)


def carried(sent: QueryDict) -> list[tuple[str, str]]:
    """Return every field that a form may send once more, with each of its values."""
    return [(name, value) for name, values in sent.lists() if not NEVER.search(name) for value in values]


def texts_of(sent: QueryDict) -> list[KeptText]:
    """Return what a person wrote, longest first: values of at least SHORTEST words."""
    written = [
        KeptText(re.sub(r"[-_]+", " ", name).strip().capitalize(), value)
        for name, value in carried(sent)
        if len(value.split()) >= SHORTEST and not MACHINE.match(value)
    ]
    return sorted(written, key=lambda kept: -len(kept.text))


def kept_page(
    request: HttpRequest,
    title: str,
    words: str,
    *,
    links: dict[str, str] | None = None,
    resend: str = "",
    status: int = HTTPStatus.FORBIDDEN,
) -> HttpResponse:
    """Return the page. `links`: addresses by their words; `resend`: a button that sends all of it again."""
    context = {
        "title": title,
        "words": words,
        "texts": texts_of(request.POST),
        "links": links or {},
        "resend": resend,
        "carried": carried(request.POST) if resend else [],
    }
    response = render(request, TEMPLATE, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
