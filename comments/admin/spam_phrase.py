"""The words that moderators know from spam."""

from django.contrib import admin

from comments.models import SpamPhrase


@admin.register(SpamPhrase)
class SpamPhraseAdmin(admin.ModelAdmin):
    list_display = ("phrase", "points")
    search_fields = ("phrase",)
