"""The models of what people read: articles as editors change them, editions as readers see them."""

from articles.models.applied_rule import AppliedRule
from articles.models.article import Article, ArticlePicture
from articles.models.breed import BreedFact
from articles.models.contribution import Contribution, Reading, SecondLook
from articles.models.contributor import Contributor
from articles.models.danger import DangerPhrase, DangerWords
from articles.models.editing_session import EditingSession
from articles.models.edition import Edition
from articles.models.emergency import EmergencySign, PoisonLine
from articles.models.external_link import ExternalLink
from articles.models.glossary import GlossaryTerm
from articles.models.granted_right import GrantedRight
from articles.models.imported import ImportRecord
from articles.models.mentions import InternalLink, PictureUse
from articles.models.picture import Picture
from articles.models.preview_link import PreviewLink
from articles.models.redirect import Redirect
from articles.models.reference import Reference
from articles.models.remark import Remark, RemarkAnswer
from articles.models.row_signature import RowSignature, SignedRow
from articles.models.search import (
    RelatedChoice,
    RelatedPage,
    SearchCount,
    SearchEntry,
    Suggestion,
    Synonym,
    SynonymRewrite,
    VocabularyVersion,
    Word,
)
from articles.models.sign_off import SignOff
from articles.models.subjects import Category, Species
from articles.models.symptom_check import CheckQuestion, CheckVersion, SymptomCheck

__all__ = [
    "AppliedRule",
    "Article",
    "ArticlePicture",
    "BreedFact",
    "Category",
    "CheckQuestion",
    "CheckVersion",
    "Contribution",
    "Contributor",
    "DangerPhrase",
    "DangerWords",
    "EditingSession",
    "Edition",
    "EmergencySign",
    "ExternalLink",
    "GlossaryTerm",
    "GrantedRight",
    "ImportRecord",
    "InternalLink",
    "Picture",
    "PictureUse",
    "PoisonLine",
    "PreviewLink",
    "Reading",
    "Redirect",
    "Reference",
    "RelatedChoice",
    "RelatedPage",
    "Remark",
    "RemarkAnswer",
    "RowSignature",
    "SearchCount",
    "SearchEntry",
    "SecondLook",
    "SignOff",
    "SignedRow",
    "Species",
    "Suggestion",
    "SymptomCheck",
    "Synonym",
    "SynonymRewrite",
    "VocabularyVersion",
    "Word",
]
