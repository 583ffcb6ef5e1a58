"""Test objects, one factory for each state that matters."""

from tests.factories.articles import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    ReferenceFactory,
    live_edition,
    many_live_editions,
    telling_nobody,
)
from tests.factories.checks import check_rows, live_check
from tests.factories.comments import ApprovedCommentFactory, HeldCommentFactory, PhotoFactory, shown_photo
from tests.factories.images import image_bytes, jpeg_of_scans, photo_upload, png_that_claims
from tests.factories.lists import (
    DangerPhraseFactory,
    DangerWordsFactory,
    EmergencySignFactory,
    GlossaryTermFactory,
    PoisonLineFactory,
    SynonymFactory,
)
from tests.factories.people import (
    AuthorFactory,
    EditorFactory,
    ModeratorFactory,
    UserFactory,
    VetFactory,
    group,
)
from tests.factories.subjects import CategoryFactory, ContributorFactory, SpeciesFactory
from tests.factories.texts import TextLookups, picture_snapshot, problems_of, reference_snapshot, rendered

__all__ = [
    "ApprovedArticleFactory",
    "ApprovedCommentFactory",
    "AuthorFactory",
    "CategoryFactory",
    "ContributorFactory",
    "DangerPhraseFactory",
    "DangerWordsFactory",
    "DraftArticleFactory",
    "EditorFactory",
    "EmergencySignFactory",
    "GlossaryTermFactory",
    "HeldCommentFactory",
    "LiveArticleFactory",
    "LoneArticleFactory",
    "ModeratorFactory",
    "PhotoFactory",
    "PictureFactory",
    "PoisonLineFactory",
    "ReferenceFactory",
    "SpeciesFactory",
    "SynonymFactory",
    "TextLookups",
    "UserFactory",
    "VetFactory",
    "check_rows",
    "group",
    "image_bytes",
    "jpeg_of_scans",
    "live_check",
    "live_edition",
    "many_live_editions",
    "photo_upload",
    "picture_snapshot",
    "png_that_claims",
    "problems_of",
    "reference_snapshot",
    "rendered",
    "shown_photo",
    "telling_nobody",
]
