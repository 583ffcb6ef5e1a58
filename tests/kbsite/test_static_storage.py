"""The one stylesheet of production, made from the many of development."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage

from kbsite.static_storage import BundledStaticFilesStorage

Collect = Callable[[dict[str, str]], BundledStaticFilesStorage]


@pytest.fixture
def collect(tmp_path: Path) -> Collect:
    """Does what collectstatic does with a folder of files, given as {name: content}."""

    def collect(files: dict[str, str]) -> BundledStaticFilesStorage:
        source = FileSystemStorage(tmp_path / "source")
        for name, content in files.items():
            path = tmp_path / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        storage = BundledStaticFilesStorage(location=tmp_path / "collected", base_url="/static/")
        for name in files:
            with source.open(name) as file:
                storage.save(name, file)
        for _name, _hashed, processed in storage.post_process({name: (source, name) for name in files}):
            if isinstance(processed, Exception):
                raise processed
        return storage

    return collect


def served(storage: BundledStaticFilesStorage, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text()


def test_imports_become_layers_in_the_order_they_were_written(collect: Collect) -> None:
    storage = collect(
        {
            "css/site.css": '@layer base, parts;\n@import "base.css" layer(base);\n'
            '@import "parts/card.css" layer(parts);\n@import "plain.css";\n.last {}\n',
            "css/base.css": "body { margin: 0 }\n",
            "css/parts/card.css": ".card { color: red }\n",
            "css/plain.css": ".plain {}\n",
        }
    )

    assert served(storage, "css/site.css") == (
        "@layer base, parts;\n@layer base {\nbody { margin: 0 }\n}\n"
        "@layer parts {\n.card { color: red }\n}\n.plain {}\n.last {}\n"
    )


@pytest.mark.parametrize("address", ["url('parts/card.css')", 'url("parts/card.css")', "url(parts/card.css)"])
def test_an_import_may_name_its_file_as_an_address(address: str, collect: Collect) -> None:
    storage = collect(
        {
            "css/site.css": '@import "../lib/forms.css" layer(lib);',
            "lib/forms.css": f"@import {address};\n.form {{}}\n",
            "lib/parts/card.css": ".card {}\n",
        }
    )

    assert served(storage, "css/site.css") == "@layer lib {\n.card {}\n.form {}\n}\n"


def test_addresses_in_an_imported_file_still_lead_to_the_hashed_picture(collect: Collect) -> None:
    storage = collect(
        {
            "css/site.css": '@import "parts/icon.css" layer(parts);',
            "css/parts/icon.css": '.a { mask: url("../../icons/a.svg") } .b { mask: url(b.svg#x) }',
            "css/parts/b.svg": "<svg/>",
            "icons/a.svg": "<svg></svg>",
        }
    )

    css = served(storage, "css/site.css")

    assert f'url("../{storage.stored_name("icons/a.svg")}")' in css
    assert f'url("{storage.stored_name("css/parts/b.svg").removeprefix("css/")}#x")' in css


@pytest.mark.parametrize(
    "url", ["data:image/svg+xml,x", "/media/a.svg", "https://example.org/a.svg", "#mark"]
)
def test_addresses_that_are_not_relative_stay(url: str, collect: Collect) -> None:
    storage = collect(
        {
            "css/site.css": '@import "parts/icon.css";',
            "css/parts/icon.css": f'.a {{ mask: url("{url}") }}',
        }
    )

    assert f'url("{url}")' in served(storage, "css/site.css")


def test_a_changed_part_changes_the_name_of_the_stylesheet(collect: Collect) -> None:
    files = {"css/site.css": '@import "base.css";', "css/base.css": "a {}"}
    before = collect(files).stored_name("css/site.css")

    after = collect(files | {"css/base.css": "b {}"}).stored_name("css/site.css")

    assert after != before


def test_comments_are_removed_and_strings_that_look_like_them_stay(collect: Collect) -> None:
    storage = collect(
        {
            "css/site.css": '/* it\'s @import "not-there.css"; */\n@import "base.css";',
            "css/base.css": '.a::before { content: "/* kept */" }\n\n/* gone\n gone */\n.b {}',
        }
    )

    assert served(storage, "css/site.css") == '.a::before { content: "/* kept */" }\n.b {}\n'


def test_a_missing_import_stops_the_collection_and_names_both_files(collect: Collect) -> None:
    with pytest.raises(ValueError, match=r"css/site\.css imports gone\.css"):
        collect({"css/site.css": '@import "gone.css" layer(base);'})


def test_a_compressed_stylesheet_is_stored_too(collect: Collect) -> None:
    storage = collect({"css/site.css": '@import "base.css";', "css/base.css": "body { margin: 0 }\n" * 100})

    path = storage.path(storage.stored_name("css/site.css"))

    assert Path(f"{path}.br").stat().st_size < Path(path).stat().st_size


def test_nothing_is_kept_under_a_name_that_no_page_asks_for(collect: Collect) -> None:
    storage = collect(
        {"css/site.css": '@import "base.css";', "css/base.css": ".a {}\n" * 99, "a.svg": "<svg/>"}
    )

    root = Path(storage.path(""))
    kept = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}

    named = {storage.stored_name(name) for name in ("css/site.css", "css/base.css", "a.svg")}
    assert named <= kept
    assert {name.removesuffix(".br").removesuffix(".gz") for name in kept} == named | {"staticfiles.json"}


def test_scripts_import_the_hashed_names_of_each_other(collect: Collect) -> None:
    storage = collect({"js/a.js": 'import { b } from "./b.js";\nb();\n', "js/b.js": "export const b = 1;\n"})

    assert f'from "./{storage.stored_name("js/b.js").removeprefix("js/")}"' in served(storage, "js/a.js")


IMPORTED = re.compile(r"""from\s+["'](\.[^"']+)["']""")


def test_the_editors_modules_reach_each_other_by_hashed_names_alone() -> None:
    """A module under its plain name could be an old one, kept by a browser beside new ones."""
    root = Path(settings.STATIC_ROOT).resolve()
    address = staticfiles_storage.url("js/markdown-editor.js")
    waiting = [root / address.removeprefix(settings.STATIC_URL)]
    reached: set[Path] = set()
    while waiting:
        module = waiting.pop()
        reached.add(module)
        imported = {(module.parent / name).resolve() for name in IMPORTED.findall(module.read_text())}
        waiting += imported - reached

    sources = {str(module.relative_to(root)): module for module in reached}
    assert all(re.fullmatch(r".+\.[0-9a-f]{12}\.js", name) for name in sources), sources
    kinds = {re.sub(r"\.[0-9a-f]{12}\.js$", "", name) for name in sources}
    assert {"js/editor/preview", "js/editor/picture-dialog", "js/editor/picture-picker"} <= kinds
    assert {"js/editor/insert", "js/editor/requests", "js/editor/upload"} <= kinds
