"""An old address leads to its article by a map, a redirect of the site, or its last part; or it is named."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.models import Article, Redirect
from comments.models import Comment
from tests.comments.exchange.conftest import Import
from tests.comments.exchange.files import disqus, isso, post
from tests.factories import DraftArticleFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db

ROW = (1, None, 1400000000.0, 1, "Hello there", "Di", "")


@pytest.mark.parametrize(
    "uri", ["/kicks/", "/2015/03/kicks.html", "/blog/Kicks", "/articles/kicks/?utm=1", "/kicks/index.php"]
)
def test_the_last_part_of_an_address_names_the_article(
    uri: str, article: Article, take: Import, tmp_path: Path
) -> None:
    take("isso", isso(tmp_path / "comments.db", ROW, uri=uri))

    assert Comment.objects.get().article == article


def test_an_old_address_of_the_site_leads_on(article: Article, take: Import, tmp_path: Path) -> None:
    Redirect.objects.create(old_path="/articles/why-kick/", article=article)

    take("isso", isso(tmp_path / "comments.db", ROW, uri="/articles/why-kick/"))

    assert Comment.objects.get().article == article


def test_an_unknown_address_stops_the_import_until_it_is_skipped(article: Article, take: Import) -> None:
    DraftArticleFactory(slug="unseen")
    unknown = disqus(post(1), post(2), slug="unseen")
    with pytest.raises(CommandError, match="2 comments belong to addresses without an article"):
        take("disqus", unknown)

    told = take("disqus", unknown, "--skip-unknown")

    assert "No article for https://old.example/2015/03/unseen.html: 2" in told
    assert not Comment.objects.exists()


def test_a_map_is_proposed_completed_and_used(article: Article, take: Import, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    file = disqus(post(1), slug="else")
    take("disqus", file, "--propose-map", str(path))
    assert path.read_text().splitlines() == [
        "address,article,comments",
        "https://old.example/2015/03/else.html,,1",
    ]

    path.write_text(path.read_text().replace(",,1", ",/articles/kicks/,1"))
    take("disqus", file, "--map", str(path))

    assert Comment.objects.get().article == article


def test_a_map_leaves_out_what_it_marks(take: Import, tmp_path: Path, article: Article) -> None:
    path = tmp_path / "map.csv"
    path.write_text("address,article\nhttps://old.example/2015/03/kicks.html,-\n")

    told = take("disqus", disqus(post(1)), "--map", str(path))

    assert "Left out, by the map: 1" in told
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,b\n1,2\n", "must name the columns"),
        ("address,article\n/x/,nothing-here\n", "The map names “nothing-here”"),
        ("address,article\n/x/,kicks\n/x/,-\n", "names both “kicks” and “-” for /x/"),
    ],
)
def test_a_map_with_a_fault_is_refused(
    rows: str, message: str, article: Article, take: Import, tmp_path: Path
) -> None:
    path = tmp_path / "map.csv"
    path.write_text(rows)

    with pytest.raises(CommandError, match=message):
        take("isso", isso(tmp_path / "comments.db", ROW, uri="/x/"), "--map", str(path))


def test_an_existing_map_is_not_overwritten(article: Article, take: Import, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("mine")

    with pytest.raises(CommandError, match="exists already"):
        take("disqus", disqus(post(1)), "--propose-map", str(path))

    assert path.read_text() == "mine"


def test_a_spreadsheet_takes_no_address_for_a_formula(take: Import, tmp_path: Path) -> None:
    LoneArticleFactory(slug="kicks")
    path = tmp_path / "map.csv"
    database = isso(tmp_path / "comments.db", ROW, uri="=HYPERLINK(1)")
    take("isso", database, "--propose-map", str(path))

    assert "\n'=HYPERLINK(1),," in path.read_text()
    path.write_text(path.read_text().replace(",,1", ",kicks,1"))
    take("isso", database, "--map", str(path))

    assert Comment.objects.exists()


def test_a_map_of_a_larger_export_serves_for_a_part_of_it(
    article: Article, take: Import, tmp_path: Path
) -> None:
    LoneArticleFactory(slug="purrs")
    path = tmp_path / "map.csv"
    path.write_text("address,article\n/x/,kicks\n/elsewhere/,purrs\n")

    take("isso", isso(tmp_path / "comments.db", ROW, uri="/x/"), "--map", str(path))

    assert Comment.objects.get().article == article


def test_an_address_has_one_row_in_a_proposed_map(article: Article, take: Import, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    again = '<thread dsq:id="2"><id>other</id><link>https://old.example/2015/03/else.html</link></thread>'
    take("disqus", disqus(post(1), again, post(2, thread=2), slug="else"), "--propose-map", str(path))

    assert path.read_text().splitlines()[1:] == ["https://old.example/2015/03/else.html,,2"]


def test_an_empty_row_takes_no_article_away(article: Article, take: Import, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("address,article\n/x/,\n/x/,kicks\n/x/,\n/x/,/articles/kicks/\n")

    take("isso", isso(tmp_path / "comments.db", ROW, uri="/x/"), "--map", str(path))

    assert Comment.objects.get().article == article
