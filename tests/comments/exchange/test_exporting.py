"""What is written is what readers see, for its owner only, and can be read again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from articles.models import Article, Edition
from comments import moderation
from comments.exchange.writers import WRITERS
from comments.models import Comment, Status
from tests.comments.exchange.conftest import Import
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db

TEXT = "First <b>line</b> &amp; more\nsecond\n\nhttps://vet.example/a?b=1&c=2 ]]> end"


@pytest.fixture
def talk(article: Article, settings: Any) -> Article:
    """A comment with everything, a reply of a vet, a gap with a reply, a rating alone, and what is unseen."""
    settings.SITE_URL = "https://kb.example"
    top = ApprovedCommentFactory(
        article=article, name="Ada", text=TEXT, email="ada@example.org", pet="a beagle", helpful_count=3
    )
    common = {"article": article, "rating": None}
    ApprovedCommentFactory(
        **common, parent=top, name="Dr Bo", badge="vet", text="Well  said.", email="bo@example.org"
    )
    gap = ApprovedCommentFactory(**common, status=Status.REMOVED, name="", text="", html="")
    ApprovedCommentFactory(**common, parent=gap, name="Cy", text="Why did you go?")
    ApprovedCommentFactory(article=article, name="", text="", rating=2)
    HeldCommentFactory(article=article, text="Unseen")
    unseen = HeldCommentFactory(article=article, text="Unseen too", status=Status.REJECTED)
    ApprovedCommentFactory(**common, parent=unseen, text="Unseen three")
    ApprovedCommentFactory(**common, status=Status.REMOVED, name="", text="", html="")
    moderation.recount(article)
    return article


def written(path: Path, *options: str) -> str:
    told = StringIO()
    call_command("export_comments", path, *options, stdout=told)
    return told.getvalue()


def everything() -> list[Any]:
    return list(Comment.objects.order_by("pk").values())


@pytest.mark.parametrize("with_addresses", [False, True])
def test_our_own_format_comes_back_as_it_went(
    with_addresses: bool, talk: Article, take: Import, tmp_path: Path
) -> None:
    options = ["--with-addresses"] if with_addresses else []
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    written(first, *options)
    talk.refresh_from_db()
    counts = (talk.comment_count, talk.rating_counts)
    Comment.objects.all().delete()

    take("json", first, "--approved")
    written(second, *options)

    assert first.read_bytes() == second.read_bytes()
    talk.refresh_from_db()
    assert (talk.comment_count, talk.rating_counts) == counts == (3, [0, 1, 0, 1, 0])
    assert ("ada@example.org" in first.read_text()) is with_addresses
    assert "Unseen" not in first.read_text()


def test_our_own_file_adds_nothing_where_it_comes_from(talk: Article, take: Import, tmp_path: Path) -> None:
    before = everything()
    written(tmp_path / "ours.jsonl")

    told = take("json", tmp_path / "ours.jsonl", "--approved")

    assert "New: 0" in told
    assert everything() == before


def test_a_rating_of_an_earlier_text_is_not_counted_after_a_round(
    talk: Article, take: Import, tmp_path: Path
) -> None:
    Comment.objects.filter(rating=2).update(edition=None)
    written(tmp_path / "ours.jsonl")
    Comment.objects.all().delete()

    take("json", tmp_path / "ours.jsonl", "--approved")

    talk.refresh_from_db()
    assert talk.rating_counts == [0, 0, 0, 1, 0]
    assert Comment.objects.filter(rating=2, edition=None).exists()


@pytest.mark.parametrize("system", ["disqus", "wordpress", "remark42"])
def test_what_is_written_for_others_is_read_as_theirs(
    system: str, talk: Article, take: Import, tmp_path: Path
) -> None:
    path = tmp_path / "theirs"
    told = written(path, "--format", system, "--with-addresses")
    Comment.objects.all().delete()

    take(system, path, "--approved")

    first, second, *_ = Comment.objects.order_by("created_at", "pk")
    assert (first.name, first.text) == ("Ada", TEXT)
    assert (second.name, second.text, second.parent) == ("Dr Bo", "Well said.", first)
    assert first.email == ("" if system == "remark42" else "ada@example.org")
    removed = Comment.objects.get(replies__name="Cy")
    assert removed.text == ("Removed by its writer" if system == "wordpress" else "")
    assert "5 comments of 1 articles" in told


@pytest.mark.parametrize("system", ["json", "disqus", "wordpress", "remark42"])
def test_addresses_are_written_only_on_request_and_for_the_owner_alone(
    system: str, talk: Article, tmp_path: Path
) -> None:
    path = tmp_path / "export"

    written(path, "--format", system)

    assert "@example.org" not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["export"]


def test_wxr_has_what_wordpress_and_disqus_ask_for(talk: Article, tmp_path: Path) -> None:
    written(tmp_path / "wxr", "--format", "wordpress")

    tree = etree.parse(tmp_path / "wxr")
    names = {"wp": "http://wordpress.org/export/1.2/", "dsq": "http://www.disqus.com/"}
    [item] = tree.findall("channel/item")
    assert tree.findtext("channel/wp:wxr_version", namespaces=names) == "1.2"
    assert item.findtext("link") == "https://kb.example/articles/kicks/"
    assert item.findtext("dsq:thread_identifier", namespaces=names) == "kicks"
    assert [
        one.findtext("wp:comment_approved", namespaces=names) for one in item.findall("wp:comment", names)
    ] == ["1"] * 4


def test_each_line_of_our_format_is_an_object(talk: Article, tmp_path: Path) -> None:
    written(tmp_path / "ours.jsonl")

    first, comment, reply, *_ = [
        json.loads(line) for line in (tmp_path / "ours.jsonl").read_text().splitlines()
    ]
    assert first == {"format": "scratchpost-comments", "version": 1, "site": "https://kb.example"}
    assert comment["address"] == "https://kb.example/articles/kicks/"
    assert (reply["parent"], reply["badge"]) == (comment["id"], "vet")


def test_a_file_is_replaced_only_on_request(talk: Article, tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.write_text("mine")
    with pytest.raises(CommandError, match="--overwrite replaces it"):
        written(path)
    assert path.read_text() == "mine"

    written(path, "--overwrite")

    assert "scratchpost-comments" in path.read_text()


def test_other_systems_need_whole_addresses(article: Article, settings: Any, tmp_path: Path) -> None:
    settings.SITE_URL = ""

    with pytest.raises(CommandError, match="Set SITE_URL first"):
        written(tmp_path / "x", "--format", "disqus")


def test_what_stays_behind_is_told(tmp_path: Path) -> None:
    PhotoFactory(comment__status=Status.APPROVED)
    hidden = ApprovedCommentFactory()
    Edition.objects.filter(article=hidden.article).delete()

    told = written(tmp_path / "x")

    assert "1 photos are not in it." in told
    assert "1 of articles that readers do not see" in told


def test_a_file_that_comes_meanwhile_is_kept(
    talk: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine"
    monkeypatch.setitem(WRITERS, "json", lambda *_: path.write_text("mine"))

    with pytest.raises(CommandError, match="--overwrite replaces it"):
        written(path)

    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]
