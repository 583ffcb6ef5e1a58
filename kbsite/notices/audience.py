"""Who can be told of one kind of notice, read once for a whole search."""

from functools import cached_property

from django.contrib.auth.models import User

from articles.models import Article
from articles.roles import may, may_edit
from comments.mail.recipients import mailable
from kbsite.notices import people
from kbsite.notices.kinds import RULES
from kbsite.notices.models import NoticeKind, NoticeOff


class Audience:
    """Logins of the desk that a letter reaches, with their choices and, as far as they are asked, rights."""

    def __init__(self, kind: NoticeKind) -> None:
        staff = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
        self._rights = RULES[kind].rights
        self._logins = {person.pk: person for person in staff if mailable(person.email)}
        self._off = set(NoticeOff.objects.filter(kind=kind).values_list("user", flat=True))

    def of(self, text: people.Text, *keys: int | None, or_editors: bool = True) -> set[int]:
        """Return who of these logins is to be told; editors where none of them could be told.

        Whoever could be told and wants no such letters is not replaced by an editor.
        """
        able = {key for key in keys if key is not None and self._can_hear(key, text)}
        if not able and or_editors:
            able = self._editors
        return able - self._off

    def owner_of(self, article: Article) -> int | None:
        """Return whose text it is, as long as they may change it."""
        owner = self._logins.get(article.owner_id or 0)
        return owner.pk if owner and may_edit(owner, article) else None

    def _can_hear(self, key: int, text: people.Text) -> bool:
        person = self._logins.get(key)
        return person is not None and may(person, *self._rights) and people.may_see(person, text)

    @cached_property
    def _editors(self) -> set[int]:
        return people.editors() & set(self._logins)
