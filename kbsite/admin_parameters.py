"""What stands in the parameters of the admin's pages: whatever cannot be read is refused with 400."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse

View = Callable[..., Any]

log = logging.getLogger(__name__)

# More digits than any key of the database has.
MOST_DIGITS = 19
# What Django and PostgreSQL raise for a filter, a key or a prefilled field that they cannot read, or that
# holds a NUL.
UNREADABLE = (ValueError, OverflowError, DataError)


def refusing_unreadable(view: View) -> View:
    """Answer 400 where a parameter holds what no filter, search or list of rows can hold."""

    @wraps(view)
    def refuse(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not all(map(_is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest
        if not request.GET:
            return view(request, *args, **kwargs)
        try:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                # Now, because a prefilled field is only read when its form is drawn.
                response.render()
        except UNREADABLE as error:
            # With its traceback, should it be an error of ours after all.
            log.warning("The admin could not read a parameter of %s", request.path, exc_info=error)
            raise BadRequest from error
        return response

    return refuse


def _is_key(sent: str) -> bool:
    return sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS
