"""The 60-second checks: the list of them, their questions and results, and the note for the vet.

The answers stand in the address and nowhere else. Nothing is stored, no cookie is set, and browsers are
told to keep neither the pages nor their addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.animals import SPECIES_OF, Animal
from articles.listings.poison_lines import Country, by_country
from articles.models import Edition, PoisonLine, RowSignature, SymptomCheck
from articles.triage.content import CheckOutcome, CheckText, text_for_readers
from articles.triage.listing import listed, live_checks
from articles.triage.reminder import reminder
from articles.triage.walk import ANIMAL, Walk, walk
from articles.urgency import NOW, SAME_DAY
from articles.views.caching import public_page

View = Callable[..., HttpResponse]


@public_page
def checks(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get(ANIMAL, "")
    animal = asked if asked in Animal.values else ""
    rows = list(live_checks().prefetch_related("signatures"))
    context = {
        "checks": listed(rows, animal),
        "animals": Animal.choices,
        "animal": animal,
        "all_signed": all(row.published and row.signature_of(row.published.digest) for row in rows),
    }
    return render(request, "checks/index.html", context)


@dataclass(frozen=True)
class Step:
    """A step of a check for the templates: the check, its text, and how far the answers lead."""

    row: SymptomCheck
    way: Walk
    # Shown to editors: a working copy that readers do not see.
    preview: bool = False
    signature: RowSignature | None = None

    @property
    def text(self) -> CheckText:
        return self.way.text

    @property
    def result(self) -> CheckOutcome:
        if self.way.outcome is None:
            raise LookupError("The check is not finished.")
        return self.way.outcome

    @property
    def may_phone(self) -> bool:
        """Whether the result is one of those with which an owner phones at once."""
        return self.result.level in (NOW, SAME_DAY)

    def is_about_others(self, animal: str) -> bool:
        """Whether there is such an animal, and the check is not about it."""
        return animal in Animal.values and animal not in self.text.animals

    @property
    def do_title(self) -> str:
        return "Until you are there" if self.result.level is NOW else "Do this"

    @property
    def back(self) -> str:
        """The query of the question before, empty at the first."""
        return self.way.answered[-1].query if self.way.answered else ""

    @property
    def steps(self) -> list[bool]:
        """The progress line: for each question whether it is reached."""
        return [place <= self.way.number for place in range(1, len(self.text.questions) + 1)]

    @property
    def animal_name(self) -> str:
        return Animal(self.text.animal).label if self.text.animal else ""

    @cached_property
    def pages(self) -> list[Edition]:
        """The pages about the sign; for an animal that was chosen, those about its species."""
        editions = Edition.objects.live().filter(article__slug__in=self.text.pages).without_long_texts()
        if self.text.animal:
            editions = editions.filter(species__slug=SPECIES_OF[Animal(self.text.animal)])
        return list(editions.order_by("index_key", "pk"))

    @cached_property
    def countries(self) -> list[Country]:
        """The poison lines that belong on the result, by country."""
        lines = PoisonLine.objects.prefetch_related("signatures") if self.result.poison else ()
        return by_country(lines)


def private_step(view: View) -> View:
    """Mark a view whose address holds a reader's answers: no cache, no search engine, no referrer."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return require_safe(wrapped)


def step_of_check(view: Callable[[HttpRequest, Step], HttpResponse]) -> View:
    """Give the view the step to which the answers lead. From a withdrawn check readers are led to help."""

    @private_step
    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponse:
        step = _step(slug, request.GET)
        return view(request, step) if step else redirect("emergency")

    return wrapped


@step_of_check
def check(request: HttpRequest, step: Step) -> HttpResponse:
    if step.is_about_others(request.GET.get(ANIMAL, "")):
        return redirect(f"{reverse('checks')}?{urlencode({ANIMAL: request.GET[ANIMAL]})}")
    if step.way.goes_to:
        return redirect(_other(step))
    return show_step(request, step)


@step_of_check
def note(request: HttpRequest, step: Step) -> HttpResponse:
    """The note for the vet: what was answered, and empty fields that stay in the browser."""
    if step.way.outcome is None:
        return redirect(f"{step.row.get_absolute_url()}?{step.way.query}")
    return render(request, "checks/note.html", {"step": step, "focus": True})


@step_of_check
def again(request: HttpRequest, step: Step) -> HttpResponse:
    """A calendar entry for the time to look again."""
    if step.way.outcome is None or not step.result.again_hours:
        return redirect(f"{step.row.get_absolute_url()}?{step.way.query}")
    entry = reminder(timezone.now(), step.result.again_hours)
    name = {"Content-Disposition": 'attachment; filename="look-again.ics"'}
    return HttpResponse(entry, content_type="text/calendar; charset=utf-8", headers=name)


def show_step(request: HttpRequest, step: Step) -> HttpResponse:
    """Show the next question, or the result. Raises nothing; a step that leads elsewhere is not shown."""
    template = "checks/question.html" if step.way.question else "checks/result.html"
    return render(request, template, {"step": step, "focus": True, "preview": step.preview})


def _without_doubt(given: QueryDict) -> dict[str, str]:
    """Return the answers. One that is given twice and differently counts as none, so it is asked again."""
    return {name: values[0] if len(set(values)) == 1 else "" for name, values in given.lists()}


def _step(slug: str, given: QueryDict) -> Step | None:
    """Return how far the answers lead, and None if the check was withdrawn. Raises Http404."""
    rows = SymptomCheck.objects.filter(versions__published_at__isnull=False).select_related("published")
    row = rows.prefetch_related("signatures").filter(slug=slug).first()
    if row is None:
        raise Http404
    version = row.published
    if version is None:
        return None
    answers = _without_doubt(given)
    way = walk(text_for_readers(version.content, answers.get(ANIMAL, ""), version.number), answers)
    return Step(row, way, signature=row.signature_of(version.digest))


def _other(step: Step) -> str:
    """The address of the check to which an answer leads, or of the emergency page if it was withdrawn."""
    other = live_checks().filter(slug=step.way.goes_to).first()
    if other is None:
        return reverse("emergency")
    animal = {ANIMAL: step.text.animal} if step.text.animal else {}
    return f"{other.get_absolute_url()}?{urlencode(animal)}" if animal else other.get_absolute_url()
