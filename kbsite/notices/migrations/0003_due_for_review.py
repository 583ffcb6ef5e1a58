"""A label is clearer; the database stays as it is."""

from django.db import migrations, models

KINDS = [
    ("handed-in", "A text waits for your approval or your signature"),
    ("sent-back", "A text of yours was sent back"),
    ("approved", "A text of yours was approved"),
    ("published", "Readers see a text of yours"),
    ("signed", "A vet signed a text of yours"),
    ("unsigned", "A text that you signed was changed"),
    ("review-due", "A page is due for review: a month before, and when it is overdue"),
    ("corrected", "A small correction of a colleague waits for a second look"),
    ("broken", "A reference of a text no longer answers"),
    ("unanswered", "What readers asked and did not find, once a week"),
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_corrections")]

    operations = [
        migrations.AlterField("notice", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.AlterField("noticeoff", "kind", models.CharField(choices=KINDS, max_length=12)),
    ]
