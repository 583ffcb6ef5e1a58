"""What is read: articles as editors change them, editions as readers see them."""

from articles.models.article import Article, ArticlePicture
from articles.models.breed import BreedFact
from articles.models.contributor import Contributor
from articles.models.edition import Edition
from articles.models.imported import ImportRecord
from articles.models.picture import Picture
from articles.models.reference import Reference
from articles.models.subjects import Category, Species

__all__ = [
    "Article",
    "ArticlePicture",
    "BreedFact",
    "Category",
    "Contributor",
    "Edition",
    "ImportRecord",
    "Picture",
    "Reference",
    "Species",
]
