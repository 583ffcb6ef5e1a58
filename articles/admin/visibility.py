"""The admin's pages that publish, call off and withdraw; each calls one verb."""

from typing import ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.pages import ArticlePages
from articles.admin.publish_form import PASSED, Approval, PublishForm
from articles.admin.withdraw_form import WithdrawForm
from articles.composing.backlinks import pointing_to
from articles.models import Article, Edition
from articles.publishing.addresses import CannotLead, lead_readers_on
from articles.roles import PUBLISH, Person, may

NOT_APPROVED = "The text changed since it was approved. It has to be reviewed again before it is published."


def may_publish(user: Person, article: Article) -> bool:
    return may(user, PUBLISH)


def _announcement(edition: Edition) -> str:
    if edition.live_from <= timezone.now():
        return f"{edition} is live."
    return f"{edition} appears on {timezone.localtime(edition.live_from):%-d %B %Y at %H:%M}."


class VisibilityPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {
        "publish": "publish_view",
        "withdraw": "withdraw_view",
        "call-off": "call_off_view",
    }

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_publish)
        form = PublishForm(article, request.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            edition = self._publish(request, article, form)
            if edition is not None:
                messages.success(request, _announcement(edition))
                return self.back(article)
        context = {**self.standing(article), "form": form, "approval": form.approval.value}
        return self.page(request, article, "publish", **context)

    def _publish(self, request: HttpRequest, article: Article, form: PublishForm) -> Edition | None:
        """None, with the form saying why, where nothing was published."""
        try:
            return publishing.publish(article, by=request.user, release=self._release(request, form))
        except publishing.NotReady:
            form.add_error(None, "Nothing was published: there is something to mend first.")
        except (publishing.NotApproved, publishing.TextChanged):
            form.add_error(None, NOT_APPROVED)
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            form.add_error(None, str(error))
        except publishing.InThePast:
            # The time may pass between the form's look at the clock and the publishing.
            form.add_error("at", PASSED)
        return None

    def _release(self, request: HttpRequest, form: PublishForm) -> publishing.Release:
        return publishing.Release(
            note=form.cleaned_data["note"],
            at=form.chosen_time,
            size=form.chosen_size,
            approving=self.digest_read(request) if form.approval == Approval.WITH_PUBLISHING else "",
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_publish)
        form = WithdrawForm(article, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid() and self._withdraw(request, article, form):
            return self.back(article)
        return self.page(request, article, "withdraw", form=form, backlinks=pointing_to(article))

    def _withdraw(self, request: HttpRequest, article: Article, form: WithdrawForm) -> bool:
        """False, with the form saying why, where nothing was done and another choice would help."""
        try:
            with transaction.atomic():
                publishing.withdraw(article, by=request.user)
                lead_readers_on(article, form.target, by=request.user)
        except publishing.NothingToWithdraw:
            messages.warning(request, "Readers did not see this article; nothing changed.")
        except CannotLead as error:
            # The other article may have gone since the form looked.
            form.add_error("lead_on", str(error))
            return False
        else:
            led = f" Its address leads on to “{form.target}”." if form.target else ""
            messages.success(request, f"Readers no longer see “{article}”.{led}")
        return True

    @method_decorator(require_POST)
    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk, allowed=may_publish)
        try:
            publishing.call_off(article, by=request.user)
        except publishing.NothingToWithdraw:
            messages.warning(request, "Nothing was scheduled; nothing changed.")
        else:
            messages.success(request, "The scheduled edition is called off.")
        return self.back(article)
