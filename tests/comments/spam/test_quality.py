"""The checks distinguish spam from comments as well as before, on the sample of sample.py."""

import pytest

from tests.comments.spam.quality import Quality, measure, table
from tests.comments.spam.sample import judged, learned

# Precision and recall a little below what was measured, so that only a real loss fails.
FLOORS = {
    "Rules alone": (0.97, 0.12),
    "Past decisions alone": (0.82, 0.62),
    "All checks together": (0.85, 0.70),
}


@pytest.mark.django_db
def test_spam_is_found_and_readers_are_seldom_accused() -> None:
    measured = measure()

    assert [row.name for row in measured] == list(FLOORS)
    for row in measured:
        precision, recall = FLOORS[row.name]
        assert row.precision >= precision, table(measured)
        assert row.recall >= recall, table(measured)


def test_the_sample_holds_hundreds_of_texts_and_judges_none_that_was_learned() -> None:
    learned_texts, judged_texts = ({sample.text for sample in half} for half in (learned(), judged()))

    assert min(len(learned_texts), len(judged_texts)) >= 200
    assert not learned_texts & judged_texts
    assert {sample.is_spam for sample in judged()} == {True, False}


def test_precision_and_recall_are_what_the_words_mean() -> None:
    quality = Quality("Half blind", right=6, false_alarms=2, missed=4)

    assert (quality.precision, quality.recall) == (0.75, 0.6)
    assert "75.0%" in table([quality])
