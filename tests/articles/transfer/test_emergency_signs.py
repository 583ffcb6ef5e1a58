"""Signs as files: they name articles and animals, and follow a release until an editor changes them."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from articles.models import Article, EmergencySign, Redirect
from articles.transfer import export_folder, import_folder
from tests.articles.transfer.content_files import SIGN, files_of, make_folder, write_article, write_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path)
    write_list(folder, "emergency-signs", {"fit": SIGN})
    return folder


def test_a_sign_follows_its_file_from_the_four_fields_of_earlier_releases(folder: Path) -> None:
    first = {"text": "A fit", "detail": "", "source": "A page", "position": 2}
    write_list(folder, "emergency-signs", {"fit": first})
    import_folder(folder)
    row = EmergencySign.objects.get()
    assert (row.level, row.animals, row.page) == ("now", [], None)
    write_list(folder, "emergency-signs", {"fit": SIGN})

    report = import_folder(folder)

    assert report.updated == ["emergency-signs/fit"]
    assert EmergencySign.objects.get().do == SIGN["do"]


def test_a_sign_that_somebody_compared_with_its_sources_still_follows_its_file(folder: Path) -> None:
    import_folder(folder)
    EmergencySign.objects.update(checked_on=date(2026, 12, 1))
    write_list(folder, "emergency-signs", {"fit": SIGN | {"why": "It may come back"}})

    assert import_folder(folder).updated == ["emergency-signs/fit"]
    assert EmergencySign.objects.get().why == "It may come back"


def test_a_sign_names_an_article_that_comes_with_it(folder: Path, tmp_path: Path) -> None:
    write_article(folder, "fits")
    write_list(folder, "emergency-signs", {"fit": SIGN | {"page": "fits"}})

    assert import_folder(folder).problems == []

    sign = EmergencySign.objects.get()
    assert sign.page
    assert sign.page.slug == "fits"
    export_folder(tmp_path / "out")
    exported = yaml.safe_load(files_of(tmp_path / "out")["emergency-signs.yaml"])
    assert exported["fit"]["page"] == "fits"


def test_a_sign_whose_article_is_gone_only_lacks_the_link(folder: Path) -> None:
    write_list(folder, "emergency-signs", {"fit": SIGN | {"page": "no-such-page"}})

    assert import_folder(folder).problems == []
    assert EmergencySign.objects.get().page is None


def test_a_sign_follows_its_file_after_its_article_moved_or_is_gone(folder: Path) -> None:
    moved, gone, better = SIGN | {"page": "fits"}, SIGN | {"page": "gone"}, {"why": "It may come back"}
    write_list(folder, "emergency-signs", {"fit": moved, "gone": gone})
    write_article(folder, "fits")
    import_folder(folder)
    article = Article.objects.get()
    Redirect.objects.create(old_path=article.get_absolute_url(), article=article)
    Article.objects.update(slug="seizures")
    write_list(folder, "emergency-signs", {"fit": moved | better, "gone": gone | better})

    assert import_folder(folder).updated == ["emergency-signs/fit", "emergency-signs/gone"]
    assert EmergencySign.objects.get(slug="fit").page == article


def test_a_sign_whose_link_an_editor_took_away_is_the_editors(folder: Path) -> None:
    write_article(folder, "fits")
    write_list(folder, "emergency-signs", {"fit": SIGN | {"page": "fits"}})
    import_folder(folder)
    EmergencySign.objects.update(page=None)
    write_list(folder, "emergency-signs", {"fit": SIGN | {"page": "fits", "why": "It may come back"}})

    assert import_folder(folder).kept == ["emergency-signs/fit"]
