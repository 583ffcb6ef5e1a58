"""The moderators' list of spam phrases."""

from django.contrib import admin

from articles.admin.live_rows import LiveRowAdmin
from comments.models import SpamPhrase


@admin.register(SpamPhrase)
class SpamPhraseAdmin(LiveRowAdmin):
    list_display = ("phrase", "points")
    search_fields = ("phrase",)
