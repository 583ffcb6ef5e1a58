"""What readers asked, and the board that shows it."""

import re
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from articles.models import SearchCount

BOARD = reverse("admin:articles_searchcount_changelist")
DOWNLOAD = reverse("admin:articles_searchcount_download")
DROP = reverse("admin:articles_searchcount_drop")


def asked(words: str, times: int, *, results: int = 0, opened: int = 0, days_ago: int = 1) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchCount.objects.create(day=day, words=words, times=times, results=results, opened=opened)


def listed(html: str) -> dict[str, list[str]]:
    """The questions of each list, as the page shows them."""
    parts = re.findall(r'<section class="module" id="([\w-]+)"(.*?)</section>', html, re.DOTALL)
    return {name: re.findall(r'<th scope="row">(.*?)</th>', part) for name, part in parts}


def links(html: str, text: str) -> list[str]:
    return [unescape(link) for link in re.findall(rf'<a href="([^"]*)">{text}</a>', html)]
