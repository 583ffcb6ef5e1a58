"""The Markdown editor: django-markdownx's field and endpoints under our own script.

The script is static/js/markdown-editor.js; it gives the field a toolbar, lists of what can be cited and
linked, forms for blocks, and the checks. A page includes it by this widget, and reads its part in
static/js/editor/editor.js.

The package's script traps Tab (WCAG 2.1.2), takes every answer for a success, loses undo
when it inserts a picture, and puts the preview into the admin's own page and style.
"""

from typing import Any

from django.forms.widgets import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from articles.images import accepted
from articles.urgency import LADDER


class MarkdownEditor(AdminMarkdownxWidget):
    """`article` is the primary key of the saved article whose references the text may cite.

    A page that shows the preview or the list of findings elsewhere says so in the last two.
    """

    template_name = "markdownx/widget.html"
    article: int | None = None
    has_preview = True
    has_findings = True

    class Media:
        # Otherwise Django would load the package's script beside ours.
        extend = False
        css = {"all": ["css/markdown-editor.css"]}
        js = [
            Script("js/markdown-editor.js", type="module"),
            Script("js/preview-tools.js", type="module"),
            Script("js/goto-line.js", type="module"),
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["pictures"] = accepted.for_dialogs()
        query = f"?article={self.article}" if self.article else ""
        context["widget"] |= {
            "care_levels": LADDER,
            "library_url": reverse("markdownx_library") + query,
            "checks_url": reverse("markdownx_checks") + query if query else "",
            "has_preview": self.has_preview,
            "has_findings": self.has_findings,
        }
        if self.article:
            context["widget"]["attrs"]["data-markdownx-urls-path"] += query
            context["widget"]["page_url"] = reverse("admin:articles_article_preview", args=[self.article])
            context["widget"]["tab_url"] = reverse("admin:articles_article_full_preview", args=[self.article])
        return context
