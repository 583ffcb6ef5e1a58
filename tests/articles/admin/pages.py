"""How tests ask for the admin's pages, and what they read there."""

import html
import re
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from articles.models import Article


def address(article: Article, page: str = "change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    """What a person reads on the page, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def form_of(client: Client, page: str) -> dict[str, Any]:
    """What a browser would send from an admin form that nobody touched."""
    return fields_of(context_of(client, page))


def context_of(client: Client, page: str) -> dict[str, Any]:
    """What a page's template is given, without the time that it takes to draw a large form."""
    request = RequestFactory().get(page)
    request.session = client.session
    request.user = get_user(request)
    view, args, kwargs = resolve(request.path)
    context: dict[str, Any] = view(request, *args, **kwargs).context_data
    return context


def fields_of(context: Any) -> dict[str, Any]:
    """What a browser would send from the form of a page with this context."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, list):
                data[bound.html_name] = [getattr(item, "pk", item) for item in value]
            elif value is not None and value is not False:
                data[bound.html_name] = str(value).replace("\n", "\r\n")
    return data
