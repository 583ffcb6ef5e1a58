"""A library of made-up words, as large as one likes, for measuring: no sentence in it says anything."""

from articles.corpus.growing import HoldsOthers, grow
from articles.corpus.words import COMMON, NOTICE, SECOND, rare

__all__ = ["COMMON", "NOTICE", "SECOND", "HoldsOthers", "grow", "rare"]
