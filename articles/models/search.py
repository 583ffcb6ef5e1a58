"""What the search reads and writes: words of pages, synonyms, counts of questions, related pages."""

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
from articles.models.text_lines import tidy_lines
from articles.phrases import LONGEST, words_in

MAX_OWNERS_WORDS = 2000
MAX_QUESTION = 200


class QueryField(models.Field):
    """A column of PostgreSQL's type tsquery, which Python reads and writes as text."""

    def db_type(self, connection: Any) -> str:
        return "tsquery"


@QueryField.register_lookup
class ContainedBy(PostgresOperatorLookup):
    """Matches if the other query contains all words of this one, whichever operators join them."""

    lookup_name = "contained_by"
    postgres_operator = "<@"


class SearchEntry(models.Model):
    """The search vectors of one edition, made when it was published.

    They are in a table of their own because the search reads many of these rows, and a page
    reads none. The edition's times say whether it is live. `words` covers everything, with
    weight A for the title, B for the answer, C for headings and D for the text. `title_words`
    covers only A and B. The search uses it for very common words, for which ranking the texts
    of all pages would take too long.
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
    """A title or index term of a page, from one of its words to the end.

    Somebody may begin to type at any of these words, so each has a row. The edition's times
    say whether the page is live.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="suggestions")
    key = models.CharField(max_length=MAX_QUESTION, help_text="In small letters, without signs.")
    text = models.CharField(max_length=MAX_QUESTION, help_text="As it is shown.")
    is_beginning = models.BooleanField(help_text="Whether the key holds the whole text.")

    class Meta:
        # With this operator class, LIKE 'begin%' uses the index under any collation.
        indexes = [models.Index(fields=["key"], opclasses=["text_pattern_ops"], name="suggestion_by_key")]

    def __str__(self) -> str:
        return self.text


class Synonym(models.Model):
    """Words of owners for a term that texts use: tummy and belly for abdomen.

    A search for one of them finds pages with any of them.
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
        self.words = "\n".join(dict.fromkeys(tidy_lines(self.words)))
        problems = {
            "term": [] if words_in(self.term or "") else ["A term holds at least one word."],
            "words": [f"“{line}” holds no word." for line in self.words.splitlines() if not words_in(line)],
        }
        if found := {field: messages for field, messages in problems.items() if messages}:
            raise ValidationError(found)


class SynonymRewrite(models.Model):
    """One word of a synonym's phrase, and what the search looks for in its place.

    It applies if a question has all words of `needs`, that is the whole phrase with its stop
    words. PostgreSQL's ts_rewrite then replaces `target` by `substitute`. Saving the synonym
    deletes its rows and makes new ones.
    """

    synonym = models.ForeignKey(Synonym, on_delete=models.CASCADE, related_name="rewrites")
    needs = QueryField()
    target = QueryField()
    substitute = QueryField()

    def __str__(self) -> str:
        return f"{self.target}: {self.substitute}"


class Word(models.Model):
    """A word of published texts as it is written. Corrects misspellings, and tells rare words."""

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
    """One row with a number that goes up in every transaction that changes a word.

    Processes keep the words in memory, and see by the number that theirs are old.
    """

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class SearchCount(models.Model):
    """How often all readers together asked a question on a day.

    It stores no person, no address and no time of day. Names, numbers and addresses are
    removed from `words` before they are stored.
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
    """A related page that editors chose. It comes before those that the site works out."""

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
    """A similar page, worked out when one of the two was published; the lowest position is the best.

    It may not be live: the query that shows related pages has to check.
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
