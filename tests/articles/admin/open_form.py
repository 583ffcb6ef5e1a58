"""An article's form as a browser has it open."""

from typing import Any

from django.test import Client

from articles.models import Article
from tests.articles.admin.pages import address, context_of, fields_of


class OpenForm:
    """One window: its fields, and the version of the article that it shows."""

    def __init__(self, client: Client, article: Article, tab: str = "window-1") -> None:
        self.client, self.article, self.sequence = client, article, 0
        context = context_of(client, address(article))
        self.fields = {
            name: value.replace("\r\r", "\r") if isinstance(value, str) else value
            for name, value in fields_of(context).items()
        }
        autosave = context["autosave"]
        self.offer: dict[str, Any] | None = autosave["typed"]
        self.fields |= {"version": autosave["version"], "base": autosave["base"], "tab": tab}

    def type(self, **fields: Any) -> "OpenForm":
        self.fields |= fields
        return self

    def add_row(self, prefix: str, **fields: Any) -> "OpenForm":
        number = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        self.fields[f"{prefix}-TOTAL_FORMS"] = number + 1
        return self.type(**{f"{prefix}-{number}-{name}": value for name, value in fields.items()})

    def send(self, **more: Any) -> Any:
        """As the autosave sends it, without reading the answer."""
        self.sequence += 1
        return self.client.post(
            address(self.article, "autosave"), self.fields | {"sequence": self.sequence} | more
        )

    def autosave(self) -> dict[str, Any]:
        response = self.send()
        assert response.status_code == 200, response.content
        answer: dict[str, Any] = response.json()
        self.fields |= {"version": answer["version"], "base": answer["base"]}
        return answer

    def save(self, **more: Any) -> Any:
        return self.client.post(address(self.article), self.fields | more)

    def choose(self, page: Any, **choices: str) -> Any:
        """Send the page with the two versions, with {part: choice}; other words are what is written anew."""
        carried: dict[str, list[str]] = {}
        for name, value in page.context["carried"]:
            carried.setdefault(name, []).append(value)
        own = {"choosing": "yes", "version": page.context["article"].version}
        sent = {f"keep-{asked.name}": asked.choice for asked in page.context["asked"] if asked.choice}
        for part, choice in choices.items():
            (asked,) = [one for one in page.context["asked"] if one.name.startswith(f"{part}-")]
            is_own = choice not in ("mine", "theirs", "both", "")
            sent |= (
                {f"keep-{asked.name}": "own", f"hand-{asked.name}": choice}
                if is_own
                else {f"keep-{asked.name}": choice}
            )
        return self.client.post(address(self.article), {**carried, **own, **sent})
