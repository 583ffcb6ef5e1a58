"""/llms.txt tells language models what is here and how to cite it, in the format of llmstxt.org."""

from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse

from articles.machines.page_links import markdown_path
from articles.machines.plain_text import markdown_text
from articles.machines.site_address import SITE_NAME, absolute
from articles.models import Edition
from articles.models.article import page_address

NEWEST = 500
SUMMARY = (
    "A knowledge base about animals for the people who live with them: plain answers, each with the "
    "sources it rests on."
)
HOW_TO_USE = """\
- Each page is here as Markdown, with its sources as footnotes. To cite one, name Scratchpost, its title, \
the day it was updated, and the address given as `canonical`.
- A page that a vet has signed says who, and when, as `review`. Every other page is unsigned: “unsigned” \
below means that no vet has checked it.
- The pages are general information. They replace no examination: for an animal that seems ill or in pain, \
send people to a veterinary surgeon, to the emergency page or to a 60-second check, which asks before it \
says how urgent something is."""


def llms_text(request: HttpRequest) -> str:
    """Return the whole file. One query; categories come in the order that editors gave them."""
    newest = (
        Edition.objects.live()
        .newest_first()
        .values_list(
            *("category__position", "category__name", "title", "kind", "article__slug", "answer", "sign_off")
        )[:NEWEST]
    )
    # Python's sort is stable, so in each category the newest page stays first.
    categories = groupby(sorted(newest, key=lambda row: row[:2]), key=lambda row: row[:2])
    sections = [
        "\n".join([f"## {markdown_text(name)}", "", *(_line(request, *row[2:]) for row in rows)])
        for (_, name), rows in categories
    ]
    urgent = [
        "## When an animal may be ill",
        "",
        f"- [Is it an emergency?]({absolute(request, reverse('emergency'))}): signs that cannot wait, first "
        "aid, and poison lines by country",
        f"- [60-second checks]({absolute(request, reverse('checks'))}): yes-or-no questions about one sign",
    ]
    more = [
        "## Optional",
        "",
        f"- [Every page]({absolute(request, reverse('sitemap'))}): the sitemap",
        f"- [The newest pages]({absolute(request, reverse('feed'))}): an Atom feed with their full text",
    ]
    parts = [f"# {SITE_NAME}", f"> {SUMMARY}", HOW_TO_USE, "\n".join(urgent), *sections, "\n".join(more)]
    return "\n\n".join(parts) + "\n"


def _line(request: HttpRequest, title: str, kind: str, slug: str, answer: str, sign_off: int | None) -> str:
    url = absolute(request, markdown_path(page_address(kind, slug)))
    about = f"{markdown_text(answer)} " if answer else ""
    return f"- [{markdown_text(title)}]({url}): {about}({'signed by a vet' if sign_off else 'unsigned'})"
