"""Give existing editions their place in the A to Z, and editors and vets the new lists."""

import unicodedata

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import F, OuterRef, Subquery

EMERGENCY = ("poisonline", "emergencysign", "glossaryterm")
EDITOR = [f"{verb}_{row}" for row in EMERGENCY for verb in ("add", "change", "view", "delete")]
# Vets, too, look after emergency signs and the meaning of words.
VET = [
    *EDITOR[4:],
    "view_poisonline",
]
AUTHOR = ["view_glossaryterm"]
GROUPS = {"author": AUTHOR, "editor": EDITOR, "vet": VET}
BATCH = 500


def sort_key(term):
    """The rule of that time. `manage.py refresh_order` applies the present one."""
    plain = unicodedata.normalize("NFKD", term).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    key = " ".join(words.split())
    for article in ("a ", "an ", "the "):
        key = key.removeprefix(article)
    return key


def fill_editions(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    Article = apps.get_model("articles", "Article")
    author = Article.objects.filter(pk=OuterRef("article_id")).values("author_id")[:1]
    Edition.objects.update(index_term=F("title"), contributor_id=Subquery(author))
    editions = Edition.objects.only("pk", "title").order_by("pk").iterator(chunk_size=BATCH)
    changed = []
    for edition in editions:
        edition.index_key = sort_key(edition.title)
        changed.append(edition)
        if len(changed) == BATCH:
            Edition.objects.bulk_update(changed, ["index_key"])
            changed = []
    Edition.objects.bulk_update(changed, ["index_key"])


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    # Django makes permissions after all migrations, but this one needs them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        found = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_reading"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # With many editions this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunPython(fill_editions, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
