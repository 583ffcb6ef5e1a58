"""The redirect that answers a form."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """The browser gets the next page with GET, so reloading it sends no form again (RFC 9110, 15.4.4)."""

    status_code = 303
