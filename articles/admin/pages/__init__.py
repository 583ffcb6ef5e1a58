"""The admin's own pages about one article: the table of them, and a module for each subject.

A new page is a class of its own, in a module here, and a line in a table.
"""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path
from django.views.generic import View

from articles.admin.pages.address import AddressPage
from articles.admin.pages.autosave import AutosaveAnswer, PresenceAnswer
from articles.admin.pages.base import ArticlePage
from articles.admin.pages.begin import BeginAnswer
from articles.admin.pages.history import ComparePage, HistoryPage, RestorePage
from articles.admin.pages.look_up import LookUpAnswer
from articles.admin.pages.preview import FullPreviewPage, PreviewFrame, PreviewPage
from articles.admin.pages.publish import CallOffPage, PublishPage
from articles.admin.pages.related import RelatedArticlesPage
from articles.admin.pages.remarks import RemarkPage
from articles.admin.pages.review import ReviewPage
from articles.admin.pages.share import RevokePage, SharePage
from articles.admin.pages.sign import SignPage
from articles.admin.pages.small_correction import SecondLookPage, SmallCorrectionPage, second_looks_page
from articles.admin.pages.typed import TypedPage
from articles.admin.pages.withdraw import WithdrawPage

# By the end of the address; /admin/articles/article/12/call-off/ is admin:articles_article_call_off.
PAGES: dict[str, type[ArticlePage]] = {
    "address": AddressPage,
    "call-off": CallOffPage,
    "compare": ComparePage,
    "full-preview": FullPreviewPage,
    "history": HistoryPage,
    "preview": PreviewPage,
    "publish": PublishPage,
    "related": RelatedArticlesPage,
    "remark": RemarkPage,
    "restore": RestorePage,
    "review": ReviewPage,
    "second-look": SecondLookPage,
    "share": SharePage,
    "share-revoke": RevokePage,
    "sign": SignPage,
    "small-correction": SmallCorrectionPage,
    "typed": TypedPage,
    "withdraw": WithdrawPage,
}
# Without `admin_view`: it would answer with a login page, and the script would take that for a success.
ANSWERS: dict[str, type[View]] = {"autosave": AutosaveAnswer, "presence": PresenceAnswer}


def page_urls(site: AdminSite) -> list[URLPattern]:
    """Their addresses, relative to that of the article list."""
    pages = {name: site.admin_view(page.as_view()) for name, page in PAGES.items()}
    answers = {name: answer.as_view() for name, answer in ANSWERS.items()}
    frame = site.admin_view(PreviewFrame.as_view())
    return [
        path("begin/", BeginAnswer.as_view(), name="articles_article_begin"),
        path("second-looks/", site.admin_view(second_looks_page), name="articles_article_second_looks"),
        path("preview-frame/", frame, name="articles_article_preview_frame"),
        path("look-up/", LookUpAnswer.as_view(), name="articles_article_look_up"),
        *(
            path(f"<int:pk>/{name}/", view, name=f"articles_article_{name.replace('-', '_')}")
            for name, view in (pages | answers).items()
        ),
    ]
