"""What happens to every form of a reader: it is refused, carried out, or shown again with its errors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from articles.images.decoding import TooBusy, UnusableImage
from comments.blocks import WriterBlocked
from comments.limits import LimitReached
from comments.views.guard import FOREIGN, comes_from_our_page
from comments.views.redirects import SeeOther
from comments.writing.editing import TooLate
from comments.writing.one_rating import AlreadyRated
from kbsite.uploads import CUT, is_cut

AnyForm = TypeVar("AnyForm", bound=Form)


@dataclass(frozen=True)
class Refusal:
    """At which field the reader is told, and with which status the page is answered."""

    field: str | None
    status: int = 422


REFUSALS: dict[type[Exception], Refusal] = {
    LimitReached: Refusal(None, 429),
    TooLate: Refusal(None, 409),
    AlreadyRated: Refusal("rating"),
    WriterBlocked: Refusal("email", 403),
    TooBusy: Refusal("photo", 503),
    UnusableImage: Refusal("photo"),
}


def receive(
    request: HttpRequest,
    form: AnyForm,
    *,
    store: Callable[[AnyForm], str],
    show: Callable[[AnyForm, int], HttpResponse],
) -> HttpResponse:
    """Lead on to the address that `store` returns for a valid form, or `show` the form with its errors.

    `show` gets the status too; the form keeps all that was typed.
    """
    if not comes_from_our_page(request):
        form.add_error(None, FOREIGN)
        return show(form, 403)
    if is_cut(request):
        form.add_error(None, CUT)
    if not form.is_valid():
        return show(form, 422)
    try:
        return SeeOther(store(form))
    except tuple(REFUSALS) as error:
        # The nearest class: a machine that is too busy is no fault of the photo, though TooBusy is
        # an UnusableImage.
        refusal = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(error))
        answer = show(form, refusal.status)
        if isinstance(error, LimitReached):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer
