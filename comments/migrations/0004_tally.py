from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0003_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender", models.CharField(max_length=64)),
                ("span", models.DurationField()),
                ("starts_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name_plural": "tallies",
                "constraints": [
                    models.UniqueConstraint(fields=("sender", "span", "starts_at"), name="tally_of_a_window")
                ],
            },
        ),
        # Every comment raises a count, and after a crash nobody needs the counts: no log has to keep them.
        migrations.RunSQL("ALTER TABLE comments_tally SET UNLOGGED", "ALTER TABLE comments_tally SET LOGGED"),
    ]
