"""Answers to a form that was sent."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """Leads on with a GET, so that reloading the next page sends nothing again (RFC 9110, 15.4.4)."""

    status_code = 303
