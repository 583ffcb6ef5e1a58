"""Texts on their way get the people who changed them, as the history tells; one column named the first alone."""

from typing import Any

from django.db import migrations
from django.utils import timezone

# {(digest before, digest after): pk of the person}, in the order in which the texts were made.
Changes = dict[tuple[str, str], int | None]


def note_writers(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    articles = apps.get_model("articles", "Article").objects.exclude(writer=None, submitted_by=None)
    for article in articles.exclude(digest="").defer("body", "parts").iterator(500):
        _note(apps, article)
    with schema_editor.connection.cursor() as cursor:
        # PostgreSQL drops no column while foreign keys wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _note(apps: Any, article: Any) -> None:
    found = _changes_of(apps, article)
    if article.writer_id and article.writer_id not in found.values():
        # The history does not show what this person wrote: then the whole text counts as theirs.
        found = {("", article.digest): article.writer_id}
    contribution = apps.get_model("articles", "Contribution")
    now = timezone.now()
    contribution.objects.bulk_create(
        contribution(
            article=article,
            person_id=person,
            before=before,
            after=after,
            changed_at=now,
            read_at=None if person else now,
        )
        for (before, after), person in found.items()
    )


def _changes_of(apps: Any, article: Any) -> Changes:
    """The texts since readers got the last one, each by the person who left it."""
    history = apps.get_model("articles", "HistoricalArticle").objects.filter(id=article.pk)
    last = (
        history.filter(stage="published").order_by("-history_id").values_list("history_id", "digest").first()
    )
    since, digest = last or (0, "")
    rows = history.filter(history_id__gt=since).order_by("history_id")
    steps = [*rows.values_list("digest", "history_user")]
    # What was autosaved since stands in no row.
    steps.append((article.digest, article.autosaved_by_id or article.writer_id))
    known, changes = {digest}, Changes()
    for after, person in steps:
        if after and after not in known:
            changes[digest, after] = person
            known.add(after)
        digest = after or digest
    return changes


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_contributions")]

    operations = [
        migrations.RunPython(note_writers, migrations.RunPython.noop),
        migrations.RemoveField(model_name="article", name="writer"),
        migrations.RemoveField(model_name="historicalarticle", name="writer"),
    ]
