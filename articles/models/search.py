"""What the search reads: words of live pages, owners' words for them, and what readers asked."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import PostgresOperatorLookup

from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.emergency import NAME_IN_FILES
from articles.models.subjects import Species
from articles.phrases import LONGEST, words_in

MAX_OWNERS_WORDS = 2000
MAX_QUESTION = 200


class QueryField(models.Field):
    """A tsquery of Postgres, read and written as text."""

    def db_type(self, connection: Any) -> str:
        return "tsquery"


@QueryField.register_lookup
class ContainedBy(PostgresOperatorLookup):
    """Whether another query has all the words of this one, however they are joined."""

    lookup_name = "contained_by"
    postgres_operator = "<@"


class SearchEntry(models.Model):
    """The words of one edition, taken apart when it was published.

    Beside the edition, not in it: the search reads many of these rows, and a page none. Whether
    it is live, the edition says. `words` holds everything, weighed A for the title, B for the
    answer, C for headings and D for the text; `title_words` only A and B, for words that so many
    pages have that their texts cannot all be ranked.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    title_words = SearchVectorField()
    words = SearchVectorField()
    text = models.TextField(help_text="Without its marks, for excerpts.")

    class Meta:
        indexes = [
            GinIndex(fields=["title_words"], name="search_entry_by_title_words"),
            GinIndex(fields=["words"], name="search_entry_by_words"),
        ]

    def __str__(self) -> str:
        return str(self.edition)


class Suggestion(models.Model):
    """A title or a subject of a page, from one of its words on: what somebody may begin to type.

    Whether the page is live, the edition says.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="suggestions")
    key = models.CharField(max_length=MAX_QUESTION, help_text="In small letters, without signs.")
    text = models.CharField(max_length=MAX_QUESTION, help_text="As it is shown.")
    is_beginning = models.BooleanField(help_text="Whether the key holds the whole text.")

    class Meta:
        # For LIKE 'begin%', whatever order the database sorts by.
        indexes = [models.Index(fields=["key"], opclasses=["text_pattern_ops"], name="suggestion_by_key")]

    def __str__(self) -> str:
        return self.text


class Synonym(models.Model):
    """Owners' words for what texts call by another name: tummy and belly for abdomen.

    Whoever searches for one of them finds them all.
    """

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    term = models.CharField(max_length=80, help_text="What the texts say: scratch reflex.")
    words = models.TextField(
        "owners' words",
        max_length=MAX_OWNERS_WORDS,
        help_text="What owners say instead, one word or phrase to a line: leg thumping.",
    )
    species = models.ForeignKey(
        Species,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="synonyms",
        help_text="Only of these animals: left out where a question names another. Empty for all.",
    )

    class Meta:
        ordering = ["term", "slug"]

    def __str__(self) -> str:
        return self.term

    @property
    def phrases(self) -> list[str]:
        """The term and all owners' words for it."""
        return [self.term, *self.words.splitlines()]

    def clean(self) -> None:
        # A browser ends lines in its own way; an export and an import are to give the same rows.
        lines = (" ".join(line.split()) for line in (self.words or "").splitlines())
        self.words = "\n".join(dict.fromkeys(filter(None, lines)))
        problems = {
            "term": [] if words_in(self.term or "") else ["A term holds at least one word."],
            "words": [f"“{line}” holds no word." for line in self.words.splitlines() if not words_in(line)],
        }
        if found := {field: said for field, said in problems.items() if said}:
            raise ValidationError(found)


class SynonymRewrite(models.Model):
    """One word of a synonym's phrase, and what it is searched as where the whole phrase is said.

    `needs` holds the words that a question must have, stop words too; `target` is what
    Postgres' ts_rewrite replaces by `substitute`. Made anew whenever the synonym is saved.
    """

    synonym = models.ForeignKey(Synonym, on_delete=models.CASCADE, related_name="rewrites")
    needs = QueryField()
    target = QueryField()
    substitute = QueryField()

    def __str__(self) -> str:
        return f"{self.target}: {self.substitute}"


class Word(models.Model):
    """A word of published texts as it is written, for mending misspellings and weighing rarity."""

    word = models.CharField(max_length=LONGEST, primary_key=True)
    stem = models.CharField(max_length=LONGEST)
    pages = models.PositiveIntegerField(help_text="How many pages have it.")

    class Meta:
        indexes = [
            models.Index(fields=["-pages", "word"], name="word_by_pages"),
            models.Index(fields=["stem"], name="word_by_stem"),
        ]

    def __str__(self) -> str:
        return self.word


class VocabularyVersion(models.Model):
    """One row, raised in the transaction that changes any word, so that no process keeps old ones."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class SearchCount(models.Model):
    """How often a question was asked on a day, by whomever: no person, no address, no hour.

    `words` are scrubbed of names, numbers and addresses before they are stored.
    """

    day = models.DateField()
    words = models.CharField(max_length=MAX_QUESTION)
    times = models.PositiveIntegerField(default=0)
    results = models.PositiveIntegerField(default=0, help_text="Found when it was last asked.")
    opened = models.PositiveIntegerField(default=0, help_text="How often a result was opened.")

    class Meta:
        verbose_name = "question of readers"
        verbose_name_plural = "what readers look for"
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_count_is_one_a_day")]
        indexes = [models.Index(fields=["words", "day"], name="search_count_by_words")]

    def __str__(self) -> str:
        return self.words


class RelatedChoice(models.Model):
    """A page that editors want beside another, first."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_choices")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_choice_is_made_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="related_choice_is_another_page"
            ),
        ]

    def __str__(self) -> str:
        return str(self.other)


class RelatedPage(models.Model):
    """A page like another, best first, worked out when either was published.

    Whether readers may see it is for the query that shows it to ask.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_pages")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_page_is_named_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")), name="related_page_is_another_page"
            ),
        ]

    def __str__(self) -> str:
        return str(self.other)
