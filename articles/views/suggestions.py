"""Suggestions for the search box while somebody types; static/js/suggestions/ requests them."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.search.suggesting import suggestions

# Long enough that letters deleted and typed again cause no second request.
SECONDS_FRESH = 60


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    found = suggestions(request.GET.get("q", ""))
    response = JsonResponse({"suggestions": [one.as_json for one in found]})
    patch_cache_control(response, public=True, max_age=SECONDS_FRESH)
    response["X-Robots-Tag"] = "noindex"
    return response
