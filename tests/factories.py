"""Test objects, one factory for each state that matters."""

import io
import struct
import zlib
from datetime import date, timedelta
from typing import Any, cast

import factory
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS, PICTURES
from articles.models import (
    Article,
    ArticlePicture,
    Category,
    Contributor,
    DangerPhrase,
    Edition,
    EmergencySign,
    GlossaryTerm,
    Picture,
    PoisonLine,
    Reference,
    Species,
    Synonym,
)
from articles.publishing import approve, publish, submit
from articles.rendering import ArticleLink, Rendered, render
from articles.roles import permissions_of
from articles.search.synonyms import keep_rewrites
from articles.snapshots import PictureSnapshot, ReferenceSnapshot, TermSnapshot
from comments.models import Comment, Photo, Status


def group(name: str) -> Group:
    """The group of that name with its permissions, as on a new site."""
    found, created = Group.objects.get_or_create(name=name)
    # A test that emptied the database may have left none.
    if created:
        codenames = [permission.partition(".")[2] for permission in permissions_of(name)]
        found.permissions.set(Permission.objects.filter(codename__in=codenames))
    return found


def image_bytes(
    size: tuple[int, int] = (1200, 800), fmt: str = "JPEG", color: str = "teal", **options: Any
) -> bytes:
    """A real image file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, fmt, **options)
    return buffer.getvalue()


def photo_upload(
    content: bytes | None = None, name: str = "dog.jpg", content_type: str = "image/jpeg"
) -> SimpleUploadedFile:
    """A file as a browser sends it with the comment form."""
    return SimpleUploadedFile(name, image_bytes() if content is None else content, content_type)


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny file whose header promises a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True
    role = ""

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role = kwargs.pop("role")
        user: User = User.objects.create_user(password="correct horse", **kwargs)
        if role:
            user.groups.add(group(role))
        return user


class AuthorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"author{n}")
    role = "author"


class EditorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"editor{n}")
    role = "editor"


class ModeratorFactory(UserFactory):
    username = factory.Sequence(lambda n: f"moderator{n}")
    role = "moderator"


class VetFactory(UserFactory):
    """A login that belongs to a vet whom readers see."""

    username = factory.Sequence(lambda n: f"vet{n}")
    role = "vet"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        user = super()._create(model_class, *args, **kwargs)
        ContributorFactory(
            name="Vera Ito", role="Veterinary surgeon", credentials="MRCVS", is_vet=True, user=user
        )
        return user


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    slug = factory.Sequence(lambda n: f"category-{n}")
    name = factory.Sequence(lambda n: f"Category {n}")
    short_name = factory.Sequence(lambda n: f"Cat. {n}")


class SpeciesFactory(DjangoModelFactory[Species]):
    class Meta:
        model = Species

    slug = factory.Sequence(lambda n: f"animals-{n}")
    name = factory.Sequence(lambda n: f"Animals {n}")
    singular = "animal"


class ContributorFactory(DjangoModelFactory[Contributor]):
    class Meta:
        model = Contributor

    slug = factory.Sequence(lambda n: f"contributor-{n}")
    name = "Scratchpost editors"
    role = "Editorial team"


class PictureFactory(DjangoModelFactory[Picture]):
    """A picture whose files are really there."""

    class Meta:
        model = Picture

    key = factory.Sequence(lambda n: f"picture-{n}")
    alt = "A dog on a rug"

    @classmethod
    def _create(cls, model_class: type[Picture], *args: Any, **kwargs: Any) -> Picture:
        image = store_image(io.BytesIO(image_bytes(kwargs.pop("size", (640, 480)))), PICTURES)
        kwargs |= {"digest": image.digest, "width": image.width, "height": image.height}
        picture: Picture = super()._create(model_class, *args, **kwargs)
        return picture


class DraftArticleFactory(DjangoModelFactory[Article]):
    """A working copy that is fit to publish and that no reader sees."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"why-do-dogs-do-{n}")
    title = factory.Sequence(lambda n: f"Why do dogs do {n}?")
    standfirst = "They do it for a reason."
    answer = "Because they can."
    key_points = "It is normal.\nIt passes."
    body = "## What happens\n\nThe dog does it.\n"
    urgency = "no-worry"
    category = factory.SubFactory(CategoryFactory)
    author = factory.SubFactory(ContributorFactory)

    @factory.post_generation
    def species(self: Article, create: bool, extracted: list[Species] | None, **_: Any) -> None:
        self.species.set([SpeciesFactory()] if extracted is None else extracted)

    @factory.post_generation
    def lead(self: Article, create: bool, extracted: Picture | None, **_: Any) -> None:
        if extracted:
            ArticlePicture.objects.create(article=self, picture=extracted, position=1)


class ApprovedArticleFactory(DraftArticleFactory):
    """A working copy that was reviewed: an editor may publish it."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    @factory.post_generation
    def review(self: Article, create: bool, extracted: Any, **_: Any) -> None:
        submit(self, by=None)
        approve(self, by=None)
        self.refresh_from_db()


class LiveArticleFactory(DraftArticleFactory):
    """An article whose first edition readers see."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    @factory.post_generation
    def publication(self: Article, create: bool, extracted: Any, **_: Any) -> None:
        publish(self, by=None)
        self.refresh_from_db()


class ReferenceFactory(DjangoModelFactory[Reference]):
    class Meta:
        model = Reference

    article = factory.SubFactory(DraftArticleFactory)
    key = factory.Sequence(lambda n: f"study{n}")
    authors = "Sherrington CS"
    year = 1906
    title = "Observations on the scratch-reflex in the spinal dog"
    source = "Journal of Physiology"
    locator = "34, 1–50"


class GlossaryTermFactory(DjangoModelFactory[GlossaryTerm]):
    class Meta:
        model = GlossaryTerm

    slug = factory.Sequence(lambda n: f"word-{n}")
    name = factory.Sequence(lambda n: f"Word {n}")
    meaning = "What it means for an owner."


class PoisonLineFactory(DjangoModelFactory[PoisonLine]):
    class Meta:
        model = PoisonLine

    slug = factory.Sequence(lambda n: f"line-{n}")
    country = "United Kingdom"
    name = "A poison line"
    number = "+44 1234 567890"
    seen_on = "example.org"
    checked_on = date(2026, 1, 2)


class EmergencySignFactory(DjangoModelFactory[EmergencySign]):
    class Meta:
        model = EmergencySign

    slug = factory.Sequence(lambda n: f"sign-{n}")
    text = "Trouble breathing"


class DangerPhraseFactory(DjangoModelFactory[DangerPhrase]):
    class Meta:
        model = DangerPhrase

    slug = factory.Sequence(lambda n: f"danger-{n}")
    name = "A fit"
    phrases = "seizure*"
    source = "example.org"


class SynonymFactory(DjangoModelFactory[Synonym]):
    class Meta:
        model = Synonym

    slug = factory.Sequence(lambda n: f"synonym-{n}")
    term = "abdomen"
    words = "tummy\nbelly"

    @classmethod
    def _create(cls, model_class: type[Synonym], *args: Any, **kwargs: Any) -> Synonym:
        synonym: Synonym = super()._create(model_class, *args, **kwargs)
        keep_rewrites(synonym)
        return synonym


class HeldCommentFactory(DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    article = factory.SubFactory(LiveArticleFactory)
    edition = factory.LazyAttribute(lambda comment: comment.article.editions.order_by("number").last())
    name = "Rowan"
    text = "Mine kicks with both legs at once."
    html = "<p>Mine kicks with both legs at once.</p>"
    rating = 4
    submission = factory.Sequence(lambda n: f"{n:064x}")
    token_hash = factory.Sequence(lambda n: f"{n:064x}")


class ApprovedCommentFactory(HeldCommentFactory):
    """Approved without recounting: tests of counts go through moderation."""

    status = Status.APPROVED


class PhotoFactory(DjangoModelFactory[Photo]):
    """A held comment's photo whose files are really there; one colour, one set of files."""

    class Meta:
        model = Photo

    comment = factory.SubFactory(HeldCommentFactory)

    @classmethod
    def _create(cls, model_class: type[Photo], *args: Any, **kwargs: Any) -> Photo:
        content = image_bytes((800, 600), color=kwargs.pop("color", "teal"))
        image = store_image(io.BytesIO(content), PHOTOS)
        kwargs |= {"digest": image.digest, "width": image.width, "height": image.height}
        photo: Photo = super()._create(model_class, *args, **kwargs)
        return photo


def live_edition(article: Article) -> Edition:
    return Edition.objects.live().get(article=article)


def many_live_editions(like: Article, count: int) -> list[Edition]:
    """`count` more articles like a published one, quickly, from “Subject 0000” on, the last the newest."""
    pattern = live_edition(like)
    names = [f"subject {number:04}" for number in range(count)]
    fields = {field: getattr(like, field) for field in ("kind", "title", "urgency", "category", "author")}
    articles = Article.objects.bulk_create(
        Article(slug=f"{like.slug}-{name.replace(' ', '-')}", **fields) for name in names
    )
    kept = [field.attname for field in Edition._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(pattern, name) for name in kept}
    editions = Edition.objects.bulk_create(
        Edition(
            **values
            | {
                "article_id": article.pk,
                "index_term": name.capitalize(),
                "index_key": name,
                "live_from": pattern.live_from + timedelta(microseconds=number + 1),
            }
        )
        for number, (article, name) in enumerate(zip(articles, names, strict=True))
    )
    shelved = Edition.species.through
    animals = list(pattern.species.all())
    shelved.objects.bulk_create(
        shelved(edition_id=edition.pk, species_id=animal.pk) for edition in editions for animal in animals
    )
    return editions


def reference_snapshot(key: str = "study1906", **fields: Any) -> ReferenceSnapshot:
    snapshot: Any = {
        "key": key,
        "authors": "Sherrington CS",
        "year": 1906,
        "title": "Observations on the scratch-reflex in the spinal dog",
        "source": "Journal of Physiology",
        "locator": "34, 1–50",
        "link": "https://doi.org/10.1113/jphysiol.1906.sp001139",
        "evidence_label": "Study",
        "studied": "dogs",
        "sample_size": None,
    }
    return cast("ReferenceSnapshot", snapshot | fields)


def picture_snapshot(key: str = "rug", **fields: Any) -> PictureSnapshot:
    snapshot: Any = {
        "key": key,
        "alt": "A dog on a rug",
        "caption": "One hand at work.",
        "credit": "Drawing: Scratchpost",
        "tone": "mist",
        "src": "/media/pictures/aa/rug-640.webp",
        "srcset": "/media/pictures/aa/rug-320.webp 320w, /media/pictures/aa/rug-640.webp 640w",
        "width": 640,
        "height": 480,
    }
    return cast("PictureSnapshot", snapshot | fields)


class TextLibrary:
    """What the texts of rendering tests refer to, without a database.

    It has two references, the picture `rug`, the published article `thumping`, the
    unpublished `twitching` and the word `reflex`; a test may change any of them.
    """

    def __init__(self) -> None:
        self.references = {key: reference_snapshot(key) for key in ("study1906", "book1920")}
        self.pictures = {"rug": picture_snapshot()}
        self.articles = {
            "thumping": ArticleLink("/articles/thumping/", "Why do rabbits thump?", picture_snapshot(), True),
            "twitching": ArticleLink("/articles/twitching/", "Why do dogs twitch?", None, False),
        }
        self.terms: dict[str, TermSnapshot] = {
            "reflex": {"key": "reflex", "name": "Reflex", "meaning": "A movement nobody decides on."}
        }

    def reference(self, key: str) -> ReferenceSnapshot | None:
        return self.references.get(key)

    def picture(self, key: str) -> PictureSnapshot | None:
        return self.pictures.get(key)

    def article(self, slug: str) -> ArticleLink | None:
        return self.articles.get(slug)

    def term(self, key: str) -> TermSnapshot | None:
        return self.terms.get(key)


def rendered(text: str, library: TextLibrary | None = None) -> Rendered:
    return render(text, library or TextLibrary())


def problems_of(text: str, library: TextLibrary | None = None) -> list[str]:
    return [str(problem) for problem in rendered(text, library).problems]
