"""The page that says what to do in an emergency."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Edition, EmergencySign, PoisonLine
from articles.urgency import Urgency
from articles.views.caching import public_page

# The most articles listed: nobody reads a long list during an emergency.
MOST_PAGES = 12


@public_page
def emergency(request: HttpRequest) -> HttpResponse:
    lines = groupby(PoisonLine.objects.all(), key=lambda line: line.country)
    pages = Edition.objects.live().filter(urgency=Urgency.EMERGENCY).without_long_texts()
    context = {
        "signs": list(EmergencySign.objects.all()),
        "countries": [(country, list(of_country)) for country, of_country in lines],
        "pages": list(pages.order_by("index_key", "pk")[:MOST_PAGES]),
    }
    return render(request, "pages/emergency.html", context)
