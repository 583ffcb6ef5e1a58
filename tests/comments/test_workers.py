"""Many readers send comments at once to several processes, some of which are killed meanwhile."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from articles.models import Article
from comments.models import Comment, Photo
from comments.writing.posting import find_by_token
from tests.comments.workers import Workers, running_workers
from tests.factories import LoneArticleFactory, image_bytes

pytestmark = pytest.mark.django_db(transaction=True)

IDENTICAL = 200
UPLOADS = 40
# They all come from one network.
MANY = dict.fromkeys(("COMMENTS_A_MINUTE", "COMMENTS_OF_ALL_A_MINUTE", "PHOTOS_A_MINUTE"), "1000")
KILLS = 12


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


@pytest.fixture
def workers(tmp_path: Path, article: Article) -> Iterator[Workers]:
    with running_workers(tmp_path, **MANY) as running:
        yield running


def files_in(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def test_two_hundred_identical_submits_at_once_make_one_row_and_one_photo(
    workers: Workers, article: Article, media: Path
) -> None:
    form = {"name": "Rowan", "text": "Mine kicks with both legs at once.", "rating": "4"}
    photo = image_bytes((400, 300))

    def send(_: int) -> str | None:
        return workers.send(f"{article.get_absolute_url()}comments/", form, photo, "203.0.113.7")

    with ThreadPoolExecutor(IDENTICAL) as pool:
        answers = list(pool.map(send, range(IDENTICAL)))

    assert len(set(answers)) == 1
    assert answers[0] is not None
    assert (Comment.objects.count(), Photo.objects.count()) == (1, 1)
    assert files_in(media) == set(Photo.objects.get().image.names)


def test_workers_that_are_killed_in_mid_upload_lose_nothing_that_was_acknowledged(
    workers: Workers, article: Article, media: Path
) -> None:
    colours = [f"#{number:02x}5ac8" for number in range(UPLOADS)]

    def send(number: int) -> str | None:
        form = {"name": f"Reader {number}", "text": f"This is comment number {number}."}
        photo = image_bytes((900, 700), color=colours[number])
        return workers.send(f"{article.get_absolute_url()}comments/", form, photo, f"203.0.113.{number}")

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(send, range(UPLOADS))
        chance = random.Random(7)  # noqa: S311  # when, and which
        for _ in range(KILLS):
            sleep(chance.uniform(0.05, 0.4))
            workers.kill_one(chance.randrange(2))
        acknowledged = [answer for answer in answers if answer]

    for address in acknowledged:
        comment = find_by_token(address.rstrip("/").rpartition("/")[2])
        assert comment is not None
        assert comment.photo
    stored = files_in(media)
    needed = {name for photo in Photo.objects.all() for name in photo.image.names}
    assert needed <= stored
    assert Comment.objects.count() == Photo.objects.count()
    assert acknowledged, "Some have to get through."
