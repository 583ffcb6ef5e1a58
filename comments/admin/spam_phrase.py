"""The moderators' list of spam phrases."""

from django.contrib import admin

from comments.models import SpamPhrase


@admin.register(SpamPhrase)
class SpamPhraseAdmin(admin.ModelAdmin):
    list_display = ("phrase", "points")
    search_fields = ("phrase",)
