"""Whether two texts differ by no more than a small correction: pure functions, which no setting changes."""

from articles.publishing.small.rule import MOST_WORDS, Judgement, judge, judge_passage

__all__ = ["MOST_WORDS", "Judgement", "judge", "judge_passage"]
