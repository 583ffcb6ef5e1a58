"""What a letter says of one notice, and to which page it leads; kinds.py says which belongs to which kind."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition
from articles.names import name_of_actor
from comments.mail.links import absolute
from kbsite.notices.models import Notice
from kbsite.notices.people import Text, may_approve


@dataclass(frozen=True)
class Words:
    """One thing: `subject` names the text, `news` is a sentence, and `label` stands on the link to `url`.

    `quoted` is what somebody wrote about it, under the sentence.
    """

    subject: str
    news: str
    label: str
    url: str
    quoted: str = ""


def handed_in(notice: Notice, person: User) -> Words:
    text = _text(notice)
    news = f"{_who(notice)} handed in {_name(text)} for review."
    if may_approve(text, person):
        url = _page(text, "review")
        return Words(f"{_title(text)} waits for your approval", news, "Read and approve", url, notice.remarks)
    url = _page(text, "sign")
    return Words(f"{_title(text)} waits for your signature", news, "Read and sign", url, notice.remarks)


def sent_back(notice: Notice, person: User) -> Words:
    text = _text(notice)
    return Words(
        f"{_title(text)} was sent back",
        f"{_who(notice)} sent {_name(text)} back to its writer{':' if notice.remarks else '.'}",
        "Open the text",
        _page(text, "change"),
        notice.remarks,
    )


def approved(notice: Notice, person: User) -> Words:
    text = _text(notice)
    news = f"{_who(notice)} approved {_name(text)}. Readers see it once an editor publishes it."
    return Words(f"{_title(text)} was approved", news, "Open the text", _page(text, "change"), notice.remarks)


def published(notice: Notice, person: User) -> Words:
    text = _text(notice)
    edition = Edition.objects.filter(pk=notice.about).first() if isinstance(text, Article) else None
    url = absolute((edition or text).get_absolute_url())
    return Words(
        f"{_title(text)} is published",
        f"Readers see {_name(text)} now; {_who(notice, begins=False)} published it.",
        "See the page",
        url,
        notice.remarks,
    )


def signed(notice: Notice, person: User) -> Words:
    text = _text(notice)
    again = f" and looks at it again by {_day(notice)}" if notice.day else ""
    return Words(
        f"{_title(text)} was signed",
        f"{_who(notice)} signed {_name(text)}{again}.",
        "Open the text",
        _page(text, "change"),
        notice.remarks,
    )


def unsigned(notice: Notice, person: User) -> Words:
    text = _text(notice)
    news = (
        f"{_who(notice)} changed {_name(text)} after you had signed it. Your signature does not cover the "
        "new text."
    )
    subject = f"{_title(text)} was changed after you signed it"
    return Words(subject, news, "See the changes", _page(text, "sign"))


def review_due(notice: Notice, person: User) -> Words:
    text, day = _text(notice), _day(notice)
    is_over = notice.day is not None and notice.day < timezone.localdate()
    if is_over:
        subject = f"{_title(text)}: its review is overdue"
        news = f"{_name(text, begins=True)} should have been looked at again by {day}."
    else:
        subject = f"{_title(text)}: to be looked at again by {day}"
        news = f"{_name(text, begins=True)} is to be looked at again by {day}."
    page = "sign" if person.has_perm("articles.sign_article") else "change"
    return Words(subject, news, "Look at it again" if page == "sign" else "Open the text", _page(text, page))


def corrected(notice: Notice, person: User) -> Words:
    text = _text(notice)
    news = f"{_who(notice)} corrected {_name(text)} a little and published it."
    return Words(
        f"{_title(text)}: a small correction to look at",
        f"{news} Somebody else looks at it afterwards.",
        "Look at the correction",
        _page(text, "second_look"),
        notice.remarks,
    )


def broken(notice: Notice, person: User) -> Words:
    text = _text(notice)
    news = f"A reference of {_name(text)} leads to an address that no longer answers:"
    subject = f"{_title(text)}: a reference no longer answers"
    return Words(subject, news, "Mend the reference", _page(text, "change"), notice.remarks)


def unanswered(notice: Notice, person: User) -> Words:
    number = len(notice.remarks.splitlines())
    return Words(
        f"{number} question{'s' if number > 1 else ''} of readers found nothing",
        "Readers asked this in the last seven days, and no page answers:",
        "Open the board of searches",
        absolute(reverse("admin:articles_searchcount_changelist")),
        notice.remarks,
    )


def _text(notice: Notice) -> Text:
    """Raises LookupError for a notice of no text."""
    if notice.text is None:
        raise LookupError(str(notice))
    return notice.text


def _title(text: Text) -> str:
    return f"“{text.title}”"


def _name(text: Text, *, begins: bool = False) -> str:
    if isinstance(text, Article):
        return _title(text)
    return f"{'The' if begins else 'the'} 60-second check {_title(text)}"


def _who(notice: Notice, *, begins: bool = True) -> str:
    return name_of_actor(notice.by, begins=begins)


def _day(notice: Notice) -> str:
    return f"{notice.day:%-d %B %Y}" if notice.day else ""


def _page(text: Text, name: str) -> str:
    model = text._meta.model_name
    return absolute(reverse(f"admin:articles_{model}_{name}", args=[text.pk]))
