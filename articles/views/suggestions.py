"""What the search box suggests while somebody types; the script in static/js/suggestions/ asks."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.search.suggesting import suggestions

# Long enough for letters typed, deleted and typed again.
SECONDS_FRESH = 60


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    found = suggestions(request.GET.get("q", ""))
    response = JsonResponse({"suggestions": [one.as_json for one in found]})
    patch_cache_control(response, public=True, max_age=SECONDS_FRESH)
    response["X-Robots-Tag"] = "noindex"
    return response
