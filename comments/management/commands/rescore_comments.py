"""manage.py rescore_comments"""

from typing import Any

from django.core.management.base import BaseCommand

from comments import moderation


class Command(BaseCommand):
    help = (
        "Judges all held comments anew by the spam phrases, danger phrases and blocks of today. The admin "
        "does that for the newest after each change of these lists; run this after a change by other means."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        scores = [
            rescore(moderation.UNBOUNDED)
            for rescore in (moderation.rescore_phrases, moderation.rescore_blocks, moderation.rescore_dangers)
        ]
        if verbosity:
            self.stdout.write(
                f"Changed: {sum(done.changed for done in scores)} findings of held comments; "
                f"{scores[-1].urgent} may mean danger now, {scores[-1].calmed} no longer."
            )
