"""The Markdown editor: django-markdownx's field and endpoints under our own script.

The package's script traps Tab (WCAG 2.1.2), takes every answer for a success, loses undo
when it inserts a picture, and puts the preview into the admin's own page and style.
"""

from typing import Any

from django.forms.widgets import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from articles.images import accepted


class MarkdownEditor(AdminMarkdownxWidget):
    """`article` is the primary key of the saved article whose references the preview may cite."""

    template_name = "markdownx/widget.html"
    article: int | None = None

    class Media:
        # Otherwise Django would load the package's script beside ours.
        extend = False
        css = {"all": ["css/markdown-editor.css", "css/picture-dialogs.css", "css/preview-tools.css"]}
        js = [
            Script("js/markdown-editor.js", type="module"),
            Script("js/preview-tools.js", type="module"),
            Script("js/goto-line.js", type="module"),
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["pictures"] = accepted.for_dialogs()
        if self.article:
            context["widget"]["attrs"]["data-markdownx-urls-path"] += f"?article={self.article}"
            context["widget"]["page_url"] = reverse("admin:articles_article_preview", args=[self.article])
            context["widget"]["tab_url"] = reverse("admin:articles_article_full_preview", args=[self.article])
        return context
