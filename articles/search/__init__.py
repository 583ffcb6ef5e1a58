"""The search: it finds the pages that answer a question in an owner's own words, best first."""

from articles.search.engine import search
from articles.search.query import clean
from articles.search.results import Correction, Hit, Match, Results

__all__ = ["Correction", "Hit", "Match", "Results", "clean", "search"]
