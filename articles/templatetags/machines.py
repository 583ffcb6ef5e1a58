"""Template tags for what a page tells machines: links in its <head>, and structured data."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone

from articles.machines.json_ld import data_block, is_for_everybody
from articles.machines.page_links import page_links
from articles.machines.site_address import absolute
from articles.machines.structured_data import breadcrumb_node, contributor_nodes, edition_nodes, site_nodes
from articles.models import Contributor, Edition

register = template.Library()


@register.inclusion_tag("_page_links.html", takes_context=True)
def head_links(context: template.RequestContext) -> dict[str, Any]:
    """Show the canonical address, preview card, feeds and data, on pages that are for everybody."""
    request = context.request
    if not is_for_everybody(request):
        return {"links": None}
    page: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    return {"links": page_links(request, page), "data": _data(context, page)}


@register.inclusion_tag("_printed_foot.html", takes_context=True)
def printed_foot(context: template.RequestContext) -> dict[str, str]:
    """Show what paper cannot link to: the page itself, if it is for everybody, and the emergency page."""
    request, edition = context.request, context.get("edition")
    path = edition.get_absolute_url() if isinstance(edition, Edition) else request.path
    # Whatever else an address may carry is left out, except the question of a search.
    if path == reverse("search") and context.get("query"):
        path += "?" + urlencode({"q": context["query"]})
    return {
        "address": absolute(request, path) if is_for_everybody(request) else "",
        "emergency_address": absolute(request, reverse("emergency")),
    }


def _data(context: template.RequestContext, page: dict[str, Any]) -> str:
    request, edition, contributor = context.request, page.get("edition"), page.get("contributor")
    if isinstance(edition, Edition):
        changes = page.get("changes") or []
        # The last entry is of the first edition, so its day is the one on which readers first saw the page.
        first_seen_on = changes[-1].on if changes else timezone.localdate(edition.live_from)
        return data_block(edition_nodes(request, edition, first_seen_on))
    if isinstance(contributor, Contributor):
        return data_block(contributor_nodes(request, contributor))
    # The site describes itself once. Other pages refer to that description.
    return data_block(site_nodes(request)) if request.path == "/" else ""


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.RequestContext) -> str:
    """Return the trail that templates/articles/_breadcrumb.html shows, from that template's context."""
    request = context.request
    if not is_for_everybody(request):
        return ""
    trail = [("Home", "/")]
    trail += [
        (subject.name, subject.get_absolute_url())
        for subject in (context.get("category"), context.get("species"))
        if subject
    ]
    if context.get("title"):
        trail.append((context["title"], context["url"]))
    if context.get("here"):
        trail.append((context["here"], ""))
    return data_block([breadcrumb_node(request, trail)])
