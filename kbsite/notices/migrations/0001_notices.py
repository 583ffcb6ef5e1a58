"""What people at the desk are to hear of texts, and which letters they do not want."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0021_addresses_of_poison_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("last_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LetterHour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("sent", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("handed-in", "A text waits for your approval or your signature"),
                            ("sent-back", "A text of yours was sent back"),
                            ("approved", "A text of yours was approved"),
                            ("published", "Readers see a text of yours"),
                            ("signed", "A vet signed a text of yours"),
                            ("unsigned", "A text that you signed was changed"),
                            (
                                "review-due",
                                "A vet should look at a page again, a month before and when it is overdue",
                            ),
                            ("broken", "A reference of a text no longer answers"),
                            ("unanswered", "What readers asked and did not find, once a week"),
                        ],
                        max_length=12,
                    ),
                ),
                ("about", models.CharField(max_length=80)),
                ("remarks", models.TextField(blank=True)),
                ("day", models.DateField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("due_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "check_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.symptomcheck",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)),
                        fields=["due_at"],
                        name="notice_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("told_at__isnull", False)), fields=["told_at"], name="notice_told"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                                    "broken",
                                    "unanswered",
                                ],
                            )
                        ),
                        name="notice_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("article__isnull", True), ("check_of__isnull", True), _connector="OR"
                        ),
                        name="notice_is_of_one_text",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", False)),
                        fields=("user", "kind", "article", "about"),
                        name="notice_of_article_is_told_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("check_of__isnull", False)),
                        fields=("user", "kind", "check_of", "about"),
                        name="notice_of_check_is_told_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("article__isnull", True), ("check_of__isnull", True)),
                        fields=("user", "kind", "about"),
                        name="notice_of_no_text_is_told_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("handed-in", "A text waits for your approval or your signature"),
                            ("sent-back", "A text of yours was sent back"),
                            ("approved", "A text of yours was approved"),
                            ("published", "Readers see a text of yours"),
                            ("signed", "A vet signed a text of yours"),
                            ("unsigned", "A text that you signed was changed"),
                            (
                                "review-due",
                                "A vet should look at a page again, a month before and when it is overdue",
                            ),
                            ("broken", "A reference of a text no longer answers"),
                            ("unanswered", "What readers asked and did not find, once a week"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="notice_off_once")],
            },
        ),
    ]
