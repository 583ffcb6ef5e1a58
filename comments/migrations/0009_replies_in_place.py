"""The database holds that a reply's parent is a comment of the same article that answers nothing itself.

A comment that answers nothing has its own number in `top_id`, a reply has none. A reply names its
parent by that number and its article. A foreign key holds it, because it also locks the parent:
a trigger would not see what another transaction does at the same time. Django's models know
nothing of the column: PostgreSQL alone writes and reads it.
"""

from django.core.management import CommandError
from django.db import migrations

OUT_OF_PLACE = """
SELECT reply.id FROM comments_comment reply JOIN comments_comment parent ON parent.id = reply.parent_id
WHERE parent.article_id <> reply.article_id OR parent.parent_id IS NOT NULL
ORDER BY reply.id
"""
HOLD = """
ALTER TABLE comments_comment
    ADD COLUMN top_id bigint GENERATED ALWAYS AS (CASE WHEN parent_id IS NULL THEN id END) STORED,
    ADD CONSTRAINT comment_top_in_article UNIQUE (top_id, article_id),
    ADD CONSTRAINT comment_reply_is_in_place FOREIGN KEY (parent_id, article_id)
        REFERENCES comments_comment (top_id, article_id) DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = """
ALTER TABLE comments_comment
    DROP CONSTRAINT comment_reply_is_in_place,
    DROP CONSTRAINT comment_top_in_article,
    DROP COLUMN top_id
"""


def stop_if_out_of_place(apps, schema_editor):
    """The site never wrote such rows, so only a person can say where they belong."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OUT_OF_PLACE)
        numbers = [str(number) for (number,) in cursor.fetchall()]
    if numbers:
        raise CommandError(
            "The update stopped and changed nothing: these rows of comments_comment answer a reply, or a "
            f"comment of another article: {', '.join(numbers)}. Correct their parent_id or article_id, or "
            "delete them, and start again."
        )


class Migration(migrations.Migration):
    dependencies = [("comments", "0008_spam_phrases")]

    operations = [
        # The new column rewrites the table. With many comments that takes longer than the limit for
        # requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunPython(stop_if_out_of_place, migrations.RunPython.noop),
        migrations.RunSQL(HOLD, LET_GO),
    ]
