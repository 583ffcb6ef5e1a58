"""The storage of static files in production: one stylesheet, hashed names, compressed copies.

In development the browser itself follows the `@import` lines.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

Paths = dict[str, tuple[Storage, str]]

# The other way to write an import, as in Django's forms.css.
IMPORTED_URL = re.compile(r'@import\s+url\(\s*["\']?([^"\')]+?)["\']?\s*\)')
IMPORT = re.compile(r'@import\s+["\']([^"\']+)["\'](?:\s+layer\(([\w.-]+)\))?\s*;')
# Matches strings too, so that a string that contains /* stays unchanged.
STRING_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')|/\*.*?\*/', re.DOTALL)
# Matches paths relative to the file itself: not /absolute, not data: or https:, not #fragments.
RELATIVE_URL = re.compile(r'url\(\s*(["\']?)(?![/#]|[a-z][a-z0-9+.-]*:)([^"\')]+?)\1\s*\)', re.IGNORECASE)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Replaces each `@import` line by the imported stylesheet, before names are hashed.

    A browser then loads one file, instead of one after the other.
    """

    # Our JavaScript modules import each other by relative path. With this, a hashed copy imports the
    # hashed copies of others.
    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, *args: Any, **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            paths = paths | {name: self._bundle(name, paths) for name in paths if _has_imports(name, paths)}
        yield from super().post_process(paths, *args, **options)

    def _bundle(self, name: str, paths: Paths) -> tuple[Storage, str]:
        content = inline_imports(name, name, paths)
        self.delete(name)
        self._save(name, ContentFile(content.encode()))
        return self, name


def _read(name: str, paths: Paths) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def _has_imports(name: str, paths: Paths) -> bool:
    return name.endswith(".css") and IMPORT.search(_read(name, paths)) is not None


def inline_imports(name: str, bundle: str, paths: Paths) -> str:
    """Return the stylesheet `name` with all that it imports, and with addresses relative to `bundle`."""
    css = STRING_OR_COMMENT.sub(lambda match: match[1] or "", _read(name, paths))
    css = IMPORTED_URL.sub(r'@import "\1"', css)
    css = RELATIVE_URL.sub(lambda match: f'url("{_rebase(match[2], name, bundle)}")', css)

    def inlined(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        if target not in paths:
            raise ValueError(f"{name} imports {match[1]}, which is not there.")
        body = inline_imports(target, bundle, paths)
        return f"@layer {match[2]} {{\n{body}}}" if match[2] else body

    css = IMPORT.sub(inlined, css)
    return "".join(f"{line}\n" for line in css.splitlines() if line.strip())


def _rebase(url: str, name: str, bundle: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), url))
    return posixpath.relpath(target, posixpath.dirname(bundle) or ".")
