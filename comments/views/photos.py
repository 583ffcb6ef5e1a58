"""The photos of comments. A file is as private as the comment that it came with."""

import re
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.images.stored import PHOTOS
from articles.views.media import stored_file
from comments.models import Comment, Photo
from comments.views.private import find_own
from comments.views.private_pages import private

# Below the folder of photos: the first two digits of the digest, the digest, and the width.
NAME = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})-[0-9]{1,5}\.webp")
# A comment may be taken back at any time, so no cache keeps its photo for longer.
SHOWN = "public, max-age=3600"
PRIVATE = "private, no-store"


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answers readers while they see the comment, and moderators always.

    For everybody else the photo of a held comment, one that was deleted and one that never was are alike.
    """
    match = NAME.fullmatch(name)
    if match is None:
        raise Http404
    send = partial(stored_file, request, f"{PHOTOS.folder}/{name}")
    try:
        if is_shown(match[2]):
            return send(SHOWN)
        # Asked last, so that an answer for readers never depends on a cookie.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.has_perm("comments.moderate_comment"):
            return send(PRIVATE)
    except Http404:
        pass
    return gone(request)


def is_shown(digest: str) -> bool:
    """Whether readers see a comment with this photo on a page that they see. One query."""
    shown = Comment.objects.readable().filter(photo=OuterRef("pk"))
    return Photo.objects.filter(Exists(shown), digest=digest).exists()


def gone(request: HttpRequest) -> HttpResponse:
    """410, which caches and search engines take for an order to forget what they kept."""
    response = render(request, "410.html", status=410)
    response.headers["Cache-Control"] = "no-store"
    return response


@private()
@require_safe
def own_photo(request: HttpRequest, slug: str, token: str, width: int) -> HttpResponseBase:
    """The writer's photo, behind their private link."""
    found = Photo.objects.filter(comment=find_own(slug, token)).first()
    if found is None or width not in found.image.widths:
        raise Http404
    return stored_file(request, found.image.name(width), PRIVATE)
