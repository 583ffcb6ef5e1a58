"""Commands that work out stored rows again after an update has changed the rule behind them.

Some rows follow from others by a rule of the code. They are stored, so that nothing has to be
worked out when somebody reads a page. Each command names the modules that are its rule. When it
has run, it stores the digest of their code. `make run` starts all commands with --due, which does
nothing while the digest is the same.
"""

import ast
import hashlib
import inspect
import unicodedata
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from articles.models import AppliedRule


class RefreshCommand(BaseCommand):
    """A command that works out rows again, and records by which rule.

    `rule` are the modules and packages whose code decides what is stored. `made` says what the
    command counts.
    """

    rule: ClassVar[tuple[str, ...]]
    made: ClassVar[str]

    @abstractmethod
    def refresh(self) -> int:
        """Work the rows out again, and return how many it made or changed."""

    def is_missing(self) -> bool:
        """Return whether rows are missing although the rule is the same, as after a restore."""
        return False

    def add_arguments(self, parser: ArgumentParser) -> None:
        only = "Only if rows are missing, or were made by another rule than today's."
        # Its name before there were rules was --missing, which operators may have in their schedules.
        parser.add_argument("--due", "--missing", action="store_true", help=only)

    def handle(self, *args: Any, due: bool, verbosity: int, **options: Any) -> None:
        command, digest = type(self).__module__.rpartition(".")[2], digest_of(self.rule)
        is_applied = AppliedRule.objects.filter(command=command, digest=digest).exists()
        if due and is_applied and not self.is_missing():
            return
        count = self.refresh()
        # Stored last, so that a run that fails is due again at the next start.
        AppliedRule.objects.update_or_create(command=command, defaults={"digest": digest})
        if verbosity:
            self.stdout.write(f"{self.made}: {count}")


def digest_of(modules: Iterable[str]) -> str:
    """Return a digest of the modules' code without comments and docstrings.

    The version of Unicode is part of the digest, because it decides what a letter and what an
    accent is. Each new minor version of Python brings another one, so such an upgrade starts all
    commands once. ast.dump() may therefore differ between these versions too.
    """
    # Comments are not in the syntax tree, so a better comment makes nothing due.
    sources = (inspect.getsource(module) for name in modules for module in _modules_of(name))
    code = [ast.dump(_without_docstrings(ast.parse(source))) for source in sources]
    return hashlib.sha256("\0".join([unicodedata.unidata_version, *code]).encode()).hexdigest()


def _modules_of(name: str) -> Iterator[ModuleType]:
    """Return the module, and if it is a package, the modules in it."""
    module = import_module(name)
    yield module
    for part in iter_modules(getattr(module, "__path__", [])):
        yield import_module(f"{name}.{part.name}")


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return tree
