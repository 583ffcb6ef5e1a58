"""Actions on many articles, from the list and from the page that asks first."""

import re
from typing import Any

from django.test import Client

from articles.models import Article

LIST = "/admin/articles/article/"


def act(client: Client, action: str, *articles: Article, **data: Any) -> Any:
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, chosen | data, follow=True)


def confirm(client: Client, action: str, *articles: Article, **data: Any) -> Any:
    """Presses the button of the confirmation, with the fields that it holds."""
    html = act(client, action, *articles).content.decode()
    form = html.partition('class="desk-form bulk-form"')[2].partition("</form>")[0]
    hidden = re.findall(r'type="hidden" name="(_selected_action|action|confirmed)" value="([^"]*)"', form)
    fields: dict[str, Any] = {"_selected_action": []}
    for name, value in hidden:
        fields[name] = [*fields[name], value] if name == "_selected_action" else value
    return client.post(LIST, fields | data, follow=True)
