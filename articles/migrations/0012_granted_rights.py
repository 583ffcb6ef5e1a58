"""Remember which rights the code gave to the groups: so far, those of earlier migrations."""

from django.db import migrations, models


def every(model):
    return [f"{verb}_{model}" for verb in ("add", "change", "view", "delete")]


def on(verbs, *names):
    return [f"{verb}_{model}" for model in names for verb in verbs.split()]


def of(app, *codenames):
    return [f"{app}.{codename}" for codename in codenames]


ROWS = [*every("articlepicture"), *every("reference"), *every("breedfact")]
KEEPERS = [*every("glossaryterm"), *every("emergencysign"), *every("dangerphrase"), *every("synonym")]
AUTHOR = [
    *(*every("article"), *ROWS),
    *on("add view", "picture"),
    *on("view", "category", "species", "contributor", "glossaryterm", "synonym", "searchcount"),
]
EDITOR = [
    *(*every("article"), *ROWS, *every("picture"), *KEEPERS, *every("poisonline"), *every("relatedchoice")),
    *on("edit_any approve publish", "article"),
    *on("add change view", "category", "species", "contributor"),
    *on("add view delete", "redirect"),
    *on("view delete", "searchcount"),
    "view_externallink",
]
VET = [
    *("view_article", "sign_article", *KEEPERS),
    *on("view", "articlepicture", "reference", "breedfact", "picture", "category", "species", "contributor"),
    *on("view", "poisonline", "searchcount"),
]
MODERATOR = [
    *on("view change delete moderate", "comment"),
    "view_decision",
    "view_report",
    *every("spamphrase"),
]
GIVEN = {
    "author": of("articles", *AUTHOR),
    "editor": [*of("articles", *EDITOR), *of("comments", "view_lowrating")],
    "vet": of("articles", *VET),
    # On a new site the migrations of the comments may run after this one. They give these rights.
    "moderator": of("comments", *MODERATOR),
}


def remember(apps, schema_editor):
    GrantedRight = apps.get_model("articles", "GrantedRight")
    GrantedRight.objects.bulk_create(
        GrantedRight(role=role, permission=permission)
        for role, given in GIVEN.items()
        for permission in given
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_search_rows")]

    operations = [
        migrations.CreateModel(
            name="GrantedRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=150)),
                (
                    "permission",
                    models.CharField(help_text="Such as articles.view_article.", max_length=150),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("role", "permission"), name="granted_right_is_given_once")
                ],
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
