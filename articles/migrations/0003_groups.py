"""Make the groups of a new site: authors write, editors publish, vets sign."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROWS = ["articlepicture", "reference", "breedfact"]
AUTHOR = [
    *("add_article", "change_article", "view_article", "delete_article", "add_picture", "view_picture"),
    *(f"{verb}_{row}" for row in ROWS for verb in ("add", "change", "view", "delete")),
    *("view_category", "view_species", "view_contributor"),
]
EDITOR = [
    *AUTHOR,
    *("edit_any_article", "approve_article", "publish_article", "change_picture", "delete_picture"),
    *(f"{verb}_{row}" for row in ("category", "species", "contributor") for verb in ("add", "change")),
    *("add_redirect", "view_redirect", "delete_redirect", "view_externallink"),
]
VET = [
    *("view_article", "sign_article", "view_picture", "view_category", "view_species", "view_contributor"),
    *(f"view_{row}" for row in ROWS),
]
GROUPS = {"author": AUTHOR, "editor": EDITOR, "vet": VET}


def make_groups(apps, schema_editor):
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
        ("articles", "0002_workflow"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
