"""What editors and vets keep beside the articles: words, signs, phone numbers."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from articles.models import DangerPhrase, DangerWords, EmergencySign, GlossaryTerm, PoisonLine, Synonym
from articles.search.synonyms import keep_rewrites


class GlossaryTermFactory(DjangoModelFactory[GlossaryTerm]):
    class Meta:
        model = GlossaryTerm

    slug = factory.Sequence(lambda n: f"word-{n}")
    name = factory.Sequence(lambda n: f"Word {n}")
    meaning = "What it means for an owner."


class PoisonLineFactory(DjangoModelFactory[PoisonLine]):
    class Meta:
        model = PoisonLine

    slug = factory.Sequence(lambda n: f"line-{n}")
    country = "United Kingdom"
    name = "A poison line"
    number = "+44 1234 567890"
    seen_on = "example.org"
    checked_on = date(2026, 1, 2)


class EmergencySignFactory(DjangoModelFactory[EmergencySign]):
    class Meta:
        model = EmergencySign

    slug = factory.Sequence(lambda n: f"sign-{n}")
    text = "Trouble breathing"


class DangerWordsFactory(DjangoModelFactory[DangerWords]):
    class Meta:
        model = DangerWords

    slug = factory.Sequence(lambda n: f"words-{n}")
    name = "Ate"
    words = "ate/eaten"


class DangerPhraseFactory(DjangoModelFactory[DangerPhrase]):
    class Meta:
        model = DangerPhrase

    slug = factory.Sequence(lambda n: f"danger-{n}")
    name = "A fit"
    phrases = "seizure*"
    source = "example.org"


class SynonymFactory(DjangoModelFactory[Synonym]):
    class Meta:
        model = Synonym

    slug = factory.Sequence(lambda n: f"synonym-{n}")
    term = "abdomen"
    words = "tummy\nbelly"

    @classmethod
    def _create(cls, model_class: type[Synonym], *args: Any, **kwargs: Any) -> Synonym:
        synonym: Synonym = super()._create(model_class, *args, **kwargs)
        keep_rewrites(synonym)
        return synonym
