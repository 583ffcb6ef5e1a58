"""The pages about the site itself. Their texts are in the templates, not in the database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Contributor
from articles.views.caching import public_page


@public_page
def how_we_check(request: HttpRequest) -> HttpResponse:
    context = {"has_vets": Contributor.objects.filter(is_vet=True, signoffs__isnull=False).exists()}
    return render(request, "pages/how_we_check.html", context)


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"contact": settings.CONTACT_EMAIL, "known_days": settings.KNOWN_NETWORK_DAYS}
    return render(request, "pages/privacy.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@public_page
def comment_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/comment_rules.html")
