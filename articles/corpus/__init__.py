"""A synthetic library of any size, for measurements. Its words are made up and its sentences say nothing."""

from articles.corpus.growing import HoldsOthers, grow
from articles.corpus.language import COMMON, NOTICE, SECOND, rare

__all__ = ["COMMON", "NOTICE", "SECOND", "HoldsOthers", "grow", "rare"]
