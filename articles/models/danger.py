"""What vets and editors write so that danger is noticed: lists of words, and phrases made of them."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models

from articles.models.emergency import NAME_IN_FILES
from articles.models.subjects import Species
from articles.models.text_lines import tidy_lines
from articles.phrases import Lists, lists_named, problems_in, problems_in_list

MAX_WORDS = MAX_PHRASES = 6000
MAX_QUESTIONS = 60_000

EVERYDAY_ALONE = "All phrases of this row begin with !, so its questions must do so too: it names no danger."


class DangerWords(models.Model):
    """A list of words that phrases name as {its-slug}: things that harm, or ways to say that one was eaten.

    `words` has one entry on each line, of one word or several: sugar free gum. "/" and "*" mean
    what they mean in phrases.
    """

    slug = models.SlugField(
        unique=True, validators=NAME_IN_FILES, help_text="Phrases name the list by it: {ate}."
    )
    name = models.CharField(max_length=80, help_text="For editors: Medicines for people, with their brands.")
    words = models.TextField(
        max_length=MAX_WORDS,
        help_text="One entry to a line: ibuprofen. An entry may have several words: sugar free gum. "
        "/ stands between words of which any will do, and * for any ending.",
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = "list of danger words"
        verbose_name_plural = "lists of danger words"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.words = _clean_lines(self, "words", problems_in_list)


class DangerPhrase(models.Model):
    """Words of owners that may mean danger now; articles/search/dangers/ looks for them.

    `phrases` has one phrase on each line. "…" matches up to five words, "/" separates
    alternatives, and "*" at the end of a word matches any ending:
    ate/eaten/swallow* … chocolate. "~" is "…" for words in any order, and {ate} is any entry of
    that list. A line that begins with "!" is harmless, and no other line of the row matches its
    words: !chocolate labrador*. A row with harmless lines alone holds for every row.

    `questions` are owners' own, one on each line, and everyday ones begin with "!". A text that is
    much like the first and unlike the others means the same danger.
    """

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    name = models.CharField(max_length=80, help_text="What it means, as readers see it: Eating chocolate.")
    phrases = models.TextField(
        max_length=MAX_PHRASES,
        help_text="One to a line. … for up to five words between, ~ the same in any order, / between words "
        "of which any will do, * for any ending, {ate} for any entry of that list: {ate} ~ {chocolate}. "
        "A line that begins with ! is no danger: !chocolate labrador*. If all lines begin with ! and no "
        "animal is chosen, they hold for every row.",
    )
    questions = models.TextField(
        max_length=MAX_QUESTIONS,
        blank=True,
        default="",
        db_default="",
        help_text="Questions of owners, one to a line. A question much like these raises the card too. One "
        "that begins with ! is an everyday question, which keeps questions like it from raising the card.",
    )
    species = models.ForeignKey(
        Species,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="danger_phrases",
        help_text="Only for these animals, or where no animal is named; empty for all.",
    )
    source = models.CharField(max_length=160, help_text="Where it was read that this cannot wait.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def holds_for_all(self) -> bool:
        """Whether the row raises no card itself, and says what is no danger in any row."""
        lines = [line.strip() for line in self.phrases.splitlines() if line.strip()]
        return self.species_id is None and all(line.startswith("!") for line in lines)

    def clean(self) -> None:
        named = lists_named(self.phrases or "")
        lists = Lists(dict(DangerWords.objects.filter(slug__in=named).values_list("slug", "words")))
        self.phrases = _clean_lines(self, "phrases", lambda text: problems_in(text, lists))
        self.questions = _clean_lines(self, "questions", self._problems_in_questions)

    def _problems_in_questions(self, text: str) -> list[str]:
        dangers = [line for line in text.splitlines() if line.strip() and not line.startswith("!")]
        return [EVERYDAY_ALONE] if dangers and self.holds_for_all else []


def _clean_lines(row: models.Model, name: str, problems_of: Callable[[str], list[str]]) -> str:
    """Return the field's lines as they are stored. Raises ValidationError for lines that cannot be read."""
    field: models.TextField[str, str] = row._meta.get_field(name)  # type: ignore[assignment]  # by its name
    written = getattr(row, name) or ""
    lines = "\n".join(tidy_lines(written))
    problems = problems_of(written)
    # An empty field is told by Django.
    if written and not (lines or field.blank):
        problems = ["Write at least one line."]
    if len(lines) > (field.max_length or 0):
        problems = [f"Ensure that these are at most {field.max_length} characters, not {len(lines)}."]
    if problems:
        raise ValidationError({name: problems})
    return lines
