"""What can be found out about a source that somebody pasted into the form of an article; answers are JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from articles.one_at_a_time import one_at_a_time
from articles.references.look_up import MOST_CHARACTERS, look_up
from articles.views.editor import EditorsOnly, refuse

TOO_MANY = "Your last source is still looked up. Wait for it, then try again."


class LookUpAnswer(EditorsOnly):
    """POST `q`: a DOI, an address, BibTeX, RIS or a citation. The answer is {"fields", "message"}.

    POST because an entry of BibTeX is longer than an address may be.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        asked = request.POST.get("q", "")
        if len(asked) > MOST_CHARACTERS:
            return refuse(f"That is longer than {MOST_CHARACTERS:,} characters. Paste one reference.", 400)
        with one_at_a_time(request.user, "look-up") as is_free:
            if not is_free:
                return refuse(TOO_MANY, 429)
            finding = look_up(asked, by=request.user)
        answer = JsonResponse({"fields": finding.source.as_fields(), "message": finding.message})
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
