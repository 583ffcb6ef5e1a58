"""The admin's own pages about one 60-second check: the table of them, and a module for each subject."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from articles.admin.check_pages.base import CheckPage
from articles.admin.check_pages.history import CheckHistoryPage, CheckVersionPage
from articles.admin.check_pages.preview import CheckPreviewPage
from articles.admin.check_pages.review import CheckReviewPage

# By the end of the address; /admin/articles/symptomcheck/12/review/ is admin:articles_symptomcheck_review.
PAGES: dict[str, type[CheckPage]] = {
    "history": CheckHistoryPage,
    "preview": CheckPreviewPage,
    "review": CheckReviewPage,
    "version": CheckVersionPage,
}


def check_page_urls(site: AdminSite) -> list[URLPattern]:
    """Their addresses, relative to that of the list."""
    return [
        path(f"<int:pk>/{name}/", site.admin_view(page.as_view()), name=f"articles_symptomcheck_{name}")
        for name, page in PAGES.items()
    ]
