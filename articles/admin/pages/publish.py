"""The pages that publish an article and call off what is scheduled; each calls one verb."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.pages.base import ArticlePage, DecisionPage
from articles.admin.pages.comparing import since_readers
from articles.admin.pages.review import last_hand_in
from articles.admin.publish_form import PASSED, Approval, PublishForm
from articles.admin.requests import AuthenticatedHttpRequest
from articles.days import zone_in_words
from articles.models import Article, Edition
from articles.publishing.remarks import unresolved
from articles.roles import PUBLISH, Person, may

NOT_APPROVED = "The text changed since it was approved. It has to be reviewed again before it is published."


def may_publish(by: Person, article: Article) -> bool:
    return may(by, PUBLISH)


class PublishPage(DecisionPage):
    template = "publish.html"
    title = "Publish"
    allowed = staticmethod(may_publish)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(PublishForm(self.article, request.user))

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = PublishForm(self.article, request.user, request.POST)
        edition = self._publish(form) if form.is_valid() else None
        if edition is None:
            return self._show(form)
        messages.success(request, _announcement(edition))
        # The page of the review shows what readers see, and what waits next.
        return self.go_to("review")

    def _publish(self, form: PublishForm) -> Edition | None:
        """None where nothing was published; then the form says why."""
        try:
            return publishing.publish(self.article, by=self.request.user, release=self._release(form))
        except publishing.NotReady:
            form.add_error(None, "Nothing was published: there is something to mend first.")
        except (publishing.NotApproved, publishing.TextChanged):
            form.add_error(None, NOT_APPROVED)
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            form.add_error(None, str(error))
        except publishing.InThePast:
            # The time may pass between the form's check and the publishing.
            form.add_error("at", PASSED)
        return None

    def _release(self, form: PublishForm) -> publishing.Release:
        return publishing.Release(
            note=form.cleaned_data["note"],
            at=form.chosen_time,
            size=form.chosen_size,
            approving=self.digest_read if form.approval == Approval.WITH_PUBLISHING else "",
        )

    def _show(self, form: PublishForm) -> HttpResponse:
        standing = self.standing()
        return self.render(
            **standing,
            form=form,
            approval=form.approval.value,
            changed=since_readers(self.article, self.contents),
            hand_in=last_hand_in(self.article),
            open_remarks=unresolved(self.article),
            writers=publishing.writers_of(self.article),
            zone=zone_in_words(),
            is_small=self._is_small(form),
            # It says what the decision is about, and what readers see.
            back_url=reverse("admin:articles_article_review", args=[self.article.pk]),
        )

    def _is_small(self, form: PublishForm) -> bool:
        """Whether the page offers to publish a text that nobody approved, as a small correction."""
        article, user = self.article, self.request.user
        return form.approval is Approval.MISSING and not publishing.why_not_small(article, user)


def _announcement(edition: Edition) -> str:
    if edition.live_from <= timezone.now():
        return f"{edition} is live."
    at = f"{timezone.localtime(edition.live_from):%-d %B %Y at %H:%M}"
    return f"{edition} appears on {at} ({zone_in_words()})."


@method_decorator(require_POST, name="dispatch")
class CallOffPage(ArticlePage):
    allowed = staticmethod(may_publish)

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        try:
            publishing.call_off(self.article, by=request.user)
        except publishing.NothingToWithdraw:
            messages.warning(request, "Nothing was scheduled; nothing changed.")
        else:
            messages.success(request, "The scheduled edition is called off.")
        return self.back()
