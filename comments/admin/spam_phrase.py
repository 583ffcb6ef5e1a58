"""The moderators' list of spam phrases."""

from django.contrib import admin

from articles.admin.followed_rows import FollowedRows
from articles.admin.live_rows import LiveRowAdmin
from comments.admin.rescoring import follow_phrases
from comments.models import SpamPhrase


@admin.register(SpamPhrase)
class SpamPhraseAdmin(FollowedRows, LiveRowAdmin):
    followers = [follow_phrases]
    list_display = ("phrase", "points")
    search_fields = ("phrase",)
