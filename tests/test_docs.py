"""The documentation against the code: what it names is there, and what is there is named."""

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

import kbsite

BASE = Path(settings.BASE_DIR)
DECISIONS = BASE / "docs" / "decisions"
TEXTS = sorted(
    [*BASE.glob("*.md"), *(BASE / ".github").glob("*.md"), *(BASE / "docs").rglob("*.md")],
    key=lambda path: str(path.relative_to(BASE)),
)

# What the site, a build or a person writes: none of it is there in a fresh copy.
WRITTEN = (".env", ".venv", "node_modules", "var")
# Files that exist at an address of the site, or in a folder of whoever exports.
ELSEWHERE = {"llms.txt", "robots.txt", "sitemap.xml", "server.log"}
# Not ours: the system sets it.
OF_THE_SYSTEM = {"PATH"}

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    .*$", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"[A-Z][A-Z0-9_]+")
FILE_NAME = re.compile(r"[\w.*-]+\.(?:css|csv|html|in|js|jsonc?|md|py|toml|txt|ya?ml)")
SECTION = re.compile(r"^## \[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>\d{4}-\d\d-\d\d)$", re.MULTILINE)


def name_of(path: Path) -> str:
    return str(path.relative_to(BASE))


def spans(text: str) -> list[str]:
    """What stands between backticks in the running text."""
    return SPAN.findall(FENCE.sub("", text))


def code_in(text: str) -> list[str]:
    """What stands between backticks, and each line of a block of code."""
    blocks = [*FENCE.findall(text), *INDENTED.findall(FENCE.sub("", text))]
    return [*spans(text), *(line for block in blocks for line in block.splitlines())]


# --- Commands


def make_targets() -> set[str]:
    rules = re.findall(r"^([a-z][\w -]*):(?!=)", (BASE / "Makefile").read_text(), re.MULTILINE)
    return {target for rule in rules for target in rule.split()}


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # a package on the way to it is missing
        return False


def missing_commands(text: str) -> list[str]:
    """Commands of make, manage.py and `python -m` that `text` names and nobody could run."""
    code = "\n".join(code_in(text))
    targets, commands = make_targets(), get_commands()
    return [
        *(f"make {name}" for name in re.findall(r"\bmake ([a-z][\w-]*)", code) if name not in targets),
        *(f"manage.py {name}" for name in re.findall(r"manage\.py (\w+)", code) if name not in commands),
        *(f"python -m {name}" for name in re.findall(r"python -m ([\w.]+)", code) if not is_module(name)),
    ]


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_command_in_the_documentation_exists(path: Path) -> None:
    assert missing_commands(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Run `make everything`.",
        "```\nmake everything\n```",
        "    .venv/bin/python manage.py check_everything",
        "`HTTPS=yes .venv/bin/python -m kbsite.everything`",
    ],
)
def test_a_command_that_is_missing_is_seen(text: str) -> None:
    assert missing_commands(text)


# --- Paths


def is_path(span: str) -> bool:
    """Whether a piece of code names a file or folder of this repository."""
    top = span.split("/")[0]
    if top in {"", "..", *WRITTEN} or span in ELSEWHERE:
        return False
    return bool(re.fullmatch(r"[\w.*/-]+", span) if "/" in span else FILE_NAME.fullmatch(span))


def exists(span: str) -> bool:
    """A path is read from the top; a bare name may lie in any folder of ours."""
    if "/" in span or any(BASE.glob(span)):
        return any(BASE.glob(span.rstrip("/")))
    folders = ("articles", "comments", "content", "docs", "kbsite", "static", "tests")
    return any(True for folder in folders for _ in (BASE / folder).rglob(span))


def missing_paths(text: str) -> list[str]:
    return [span for span in spans(text) if is_path(span) and not exists(span)]


def anchors_of(text: str) -> set[str]:
    """The addresses of headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def missing_links(text: str, folder: Path) -> list[str]:
    targets = LINK.findall(SPAN.sub("", FENCE.sub("", text)))
    return [target for target in targets if "://" not in target and not leads_somewhere(target, text, folder)]


def leads_somewhere(target: str, text: str, folder: Path) -> bool:
    address, _, anchor = target.partition("#")
    if not (folder / address).exists():
        return False
    return not anchor or anchor in anchors_of((folder / address).read_text() if address else text)


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_path_in_the_documentation_exists(path: Path) -> None:
    assert missing_paths(path.read_text()) == []


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_link_in_the_documentation_leads_somewhere(path: Path) -> None:
    assert missing_links(path.read_text(), path.parent) == []


@pytest.mark.parametrize(
    "path", ["articles/everything/", "docs/everything.md", "everything.py", ".github/everything.yml"]
)
def test_a_path_that_is_missing_is_seen(path: str) -> None:
    assert missing_paths(f"It stands in `{path}`.") == [path]


@pytest.mark.parametrize("target", ["everything.md", "README.md#everything", "#everything"])
def test_a_link_that_leads_nowhere_is_seen(target: str) -> None:
    assert missing_links(f"[This](README.md) is one, [that]({target}) is not.\n\n## Here", BASE) == [target]


# --- Settings


def settings_read(source: str) -> Iterator[str]:
    """Variables of the environment that a module of ours reads, by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=owner), args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(owner) in {"env", "environment", "os.environ"}:
                    yield name
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(name)), ctx=ast.Load()):
                if ast.unparse(owner) == "os.environ":
                    yield name
            case ast.Compare(left=ast.Constant(value=str(name)), comparators=[owner]):
                if ast.unparse(owner) == "os.environ":
                    yield name


def all_settings_read() -> set[str]:
    modules = (BASE / "kbsite").rglob("*.py")
    names = {name for path in modules for name in settings_read(path.read_text())}
    # Django's own variable is set by ours and never read.
    names -= {"DJANGO_SETTINGS_MODULE"}
    return {name for name in names if SETTING.fullmatch(name)} - OF_THE_SYSTEM


def settings_explained(example: str) -> list[str]:
    return re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)


def test_every_setting_is_in_the_example_and_each_of_the_example_is_read() -> None:
    explained = settings_explained((BASE / ".env.example").read_text())

    assert sorted(explained) == sorted(all_settings_read())


@pytest.mark.parametrize(
    "source",
    [
        'X = env.number("EVERYTHING", 5)',
        'X = environment.text("EVERYTHING", "")',
        'X = os.environ.get("EVERYTHING")',
        'X = os.environ["EVERYTHING"]',
        'X = "EVERYTHING" in os.environ',
    ],
)
def test_a_setting_is_seen_however_it_is_read(source: str) -> None:
    assert list(settings_read(source)) == ["EVERYTHING"]


# --- Decisions

FIELDS = ["Date", "Status", "Replaces", "Replaced by"]
TITLE = re.compile(r"\A# (\d+)\. (.+)\n")
FIELD = re.compile(r"^- (Date|Status|Replaces|Replaced by): (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| \[(\d+)\]\((\S+)\) \| (.+?) \| (\S+) \| (.+?) \|$", re.MULTILINE)


def decisions() -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(DECISIONS.glob("[0-9]*.md"))}


def test_the_index_lists_every_decision_with_its_title_and_date() -> None:
    listed = {name: (number, title, day) for number, name, title, day, _ in index_rows()}
    written = {
        name: (*title, dict(FIELD.findall(text))["Date"])
        for name, text in decisions().items()
        for title in TITLE.findall(text)
    }

    assert listed == written
    assert len(index_rows()) == len(decisions())


def index_rows() -> list[tuple[str, str, str, str, str]]:
    return ROW.findall((DECISIONS / "README.md").read_text())


def test_every_decision_is_numbered_once_and_complete() -> None:
    names = list(decisions())

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name, text in decisions().items():
        assert [int(number) for number, _ in TITLE.findall(text)] == [int(name[:4])], name
        assert [field for field, _ in FIELD.findall(text)] == FIELDS, name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Why"], name


def test_a_decision_and_what_replaces_it_name_each_other() -> None:
    fields = {name: dict(FIELD.findall(text)) for name, text in decisions().items()}
    replaced = {(name, by) for name, of in fields.items() for by in LINK.findall(of["Replaced by"])}
    replacing = {(old, name) for name, of in fields.items() for old in LINK.findall(of["Replaces"])}

    assert replaced
    assert replaced == replacing


def test_only_a_decision_that_is_replaced_as_a_whole_is_out_of_force() -> None:
    fields = {name: dict(FIELD.findall(text)) for name, text in decisions().items()}
    # Where a part was replaced, words beside the link say which.
    old = {name for name, of in fields.items() if re.fullmatch(r"\[[^]]+\]\(\S+\)", of["Replaced by"])}

    assert old
    assert {name for name, of in fields.items() if of["Status"] == "replaced"} == old
    assert {name for _, name, _, _, status in index_rows() if status != "in force"} == old


# --- Version


def test_the_version_is_that_of_the_newest_section_of_the_changes() -> None:
    sections = SECTION.findall((BASE / "CHANGELOG.md").read_text())

    assert kbsite.__version__ == sections[0][0]


def test_the_changes_are_dated_newest_first() -> None:
    text = (BASE / "CHANGELOG.md").read_text()
    sections = [(tuple(map(int, version.split("."))), day) for version, day in SECTION.findall(text)]

    assert sections == sorted(sections, reverse=True)
    # No heading escaped the pattern: the first is what is yet to be released.
    assert re.findall(r"^## (?!\[\d)(.+)$", text, re.MULTILINE) == ["[Unreleased]"]
    assert text.count("\n## ") == len(sections) + 1
