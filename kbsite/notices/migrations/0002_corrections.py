"""People are told of small corrections; a page without a signature has a day, too."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_ages_of_pages"),
        ("notices", "0001_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_kind_is_known",
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("handed-in", "A text waits for your approval or your signature"),
                    ("sent-back", "A text of yours was sent back"),
                    ("approved", "A text of yours was approved"),
                    ("published", "Readers see a text of yours"),
                    ("signed", "A vet signed a text of yours"),
                    ("unsigned", "A text that you signed was changed"),
                    ("review-due", "A page is to be looked at again, a month before and when it is overdue"),
                    ("corrected", "A small correction of a colleague waits for a second look"),
                    ("broken", "A reference of a text no longer answers"),
                    ("unanswered", "What readers asked and did not find, once a week"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="noticeoff",
            name="kind",
            field=models.CharField(
                choices=[
                    ("handed-in", "A text waits for your approval or your signature"),
                    ("sent-back", "A text of yours was sent back"),
                    ("approved", "A text of yours was approved"),
                    ("published", "Readers see a text of yours"),
                    ("signed", "A vet signed a text of yours"),
                    ("unsigned", "A text that you signed was changed"),
                    ("review-due", "A page is to be looked at again, a month before and when it is overdue"),
                    ("corrected", "A small correction of a colleague waits for a second look"),
                    ("broken", "A reference of a text no longer answers"),
                    ("unanswered", "What readers asked and did not find, once a week"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "handed-in",
                            "sent-back",
                            "approved",
                            "published",
                            "signed",
                            "unsigned",
                            "review-due",
                            "corrected",
                            "broken",
                            "unanswered",
                        ],
                    )
                ),
                name="notice_kind_is_known",
            ),
        ),
    ]
