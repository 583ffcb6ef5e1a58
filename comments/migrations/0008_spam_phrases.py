"""Give a new site phrases that are common in spam. Moderators change them as they see fit."""

from django.db import migrations

PHRASES = {
    5: (
        "adult dating",
        "binary options",
        "casino bonus",
        "double your bitcoin",
        "essay writing service",
        "hacker for hire",
        "hot singles",
        "love spell",
        "online casino",
        "payday loan",
        "recover your lost funds",
        "replica watches",
        "seo services",
        "spell caster",
        "viagra",
    ),
    4: (
        "bitcoin investment",
        "contact me on whatsapp",
        "crypto investment",
        "earn money fast",
        "forex trading",
        "guaranteed returns",
        "increase your traffic",
        "instant loan",
        "make money online",
        "passive income",
        "rank your website",
    ),
    3: (
        "100% free",
        "buy cheap",
        "cbd gummies",
        "click the link below",
        "guest post",
        "kittens for sale",
        "limited time offer",
        "lowest price",
        "puppies for sale",
        "telegram channel",
        "visit my website",
    ),
    2: (
        "act now",
        "check out my profile",
        "click here",
        "money back guarantee",
        "risk free",
        "visit my blog",
    ),
}


def add(apps, schema_editor):
    SpamPhrase = apps.get_model("comments", "SpamPhrase")
    rows = [SpamPhrase(phrase=phrase, points=points) for points, given in PHRASES.items() for phrase in given]
    SpamPhrase.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_mail")]

    # Going back leaves the phrases: moderators may have changed them.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
