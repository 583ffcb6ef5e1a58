"""The pages about the site itself. Their texts are in the templates, not in the database."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Contributor
from articles.views.caching import public_page


@public_page
def how_we_check(request: HttpRequest) -> HttpResponse:
    has_signed = Q(signoffs__isnull=False) | Q(rowsignatures__isnull=False)
    context = {"has_vets": Contributor.objects.filter(has_signed, is_vet=True).exists()}
    return render(request, "pages/how_we_check.html", context)


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"contact": settings.CONTACT_EMAIL})


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@public_page
def comment_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/comment_rules.html")
