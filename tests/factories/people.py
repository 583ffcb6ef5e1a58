"""Logins, one factory for each role."""

from typing import Any

import factory
from django.contrib.auth.models import Group, User
from factory.django import DjangoModelFactory

from tests.factories.subjects import ContributorFactory


def group(name: str) -> Group:
    """Return the group of that name, which `migrate` made and tests/shared/rows.py keeps."""
    return Group.objects.get(name=name)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True
    role = ""

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role = kwargs.pop("role")
        user: User = User.objects.create_user(password="correct horse", **kwargs)
        if role:
            user.groups.add(group(role))
        return user


class AuthorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"author{n}")
    role = "author"


class EditorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"editor{n}")
    role = "editor"


class ModeratorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"moderator{n}")
    role = "moderator"


class VetFactory(UserFactory):
    """A login that belongs to a vet whom readers see."""

    username = factory.Sequence(lambda n: f"vet{n}")
    role = "vet"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = super()._create(model_class, *args, **kwargs)
        ContributorFactory(
            name="Vera Ito", role="Veterinary surgeon", credentials="MRCVS", is_vet=True, user=user
        )
        return user
