from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_granted_rights")]

    operations = [
        migrations.CreateModel(
            name="AppliedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "command",
                    models.CharField(help_text="Such as refresh_order.", max_length=50, unique=True),
                ),
                ("digest", models.CharField(help_text="Of the code that is the rule.", max_length=64)),
                ("applied_at", models.DateTimeField(auto_now=True)),
            ],
            options={"default_permissions": ()},
        ),
    ]
