"""Stored images: their folders, their widths and the names of their files."""

from dataclasses import dataclass

from django.core.files.storage import default_storage


@dataclass(frozen=True)
class Collection:
    """A folder of stored images and the widths in which each is written, in pixels."""

    folder: str
    widths: tuple[int, ...]
    keeps_masters: bool = False
    has_cards: bool = False


PICTURES = Collection("pictures", (320, 640, 960, 1280, 1920), keeps_masters=True, has_cards=True)
PHOTOS = Collection("photos", (320, 640, 1280))


@dataclass(frozen=True)
class StoredImage:
    """A stored image. `width` and `height` are those of its largest file, in pixels."""

    collection: Collection
    digest: str
    width: int
    height: int

    @property
    def widths(self) -> list[int]:
        return widths_of(self.collection, self.width)

    @property
    def names(self) -> list[str]:
        """The names of all its files, the master last. To delete the image, delete all of them."""
        cards = [self.card_name] if self.collection.has_cards else []
        masters = [self.master_name] if self.collection.keeps_masters else []
        return [self.name(width) for width in self.widths] + cards + masters

    def name(self, width: int) -> str:
        return self._name(str(width))

    @property
    def master_name(self) -> str:
        """The master's name, which the site never serves. Pictures from before masters have no such file."""
        return self._name("master")

    @property
    def card_name(self) -> str:
        """The card's name. Pictures from before cards lack the file until ensure_card() makes it."""
        return self._name("card", "jpg")

    @property
    def card_url(self) -> str:
        return default_storage.url(self.card_name)

    def _name(self, end: str, kind: str = "webp") -> str:
        return f"{self.collection.folder}/{self.digest[:2]}/{self.digest}-{end}.{kind}"

    def url(self, at_least: int = 0) -> str:
        """Return the address of the smallest file with a width of `at_least`, else of the largest."""
        fitting = [width for width in self.widths if width >= at_least]
        return default_storage.url(self.name(min(fitting, default=self.width)))

    @property
    def srcset(self) -> str:
        return ", ".join(f"{default_storage.url(self.name(width))} {width}w" for width in self.widths)


def widths_of(collection: Collection, largest: int) -> list[int]:
    return [width for width in collection.widths if width < largest] + [largest]
