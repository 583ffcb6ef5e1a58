"""Importing a folder. A file is imported as a whole or not at all, and editors' changes stay."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from articles.checks import Finding, check
from articles.composing.compose import compose
from articles.drafts import editing
from articles.drafts.fingerprint import fingerprint
from articles.models import Article, ImportRecord
from articles.publishing import NotReady, publish
from articles.publishing.errors import Blocking
from articles.transfer.checks import import_checks
from articles.transfer.publication import Publication
from articles.transfer.report import FileProblem, ImportReport
from articles.transfer.sources import ArticleSource, read_articles
from articles.transfer.subjects import import_lists
from articles.transfer.working_copy import choose_related, write_working_copy

# If none of our rules catches a wrong value, it raises one of these. The report then blames the file.
WRONG = (ValueError, OverflowError, DataError, IntegrityError)


class _Undo(Exception):
    """Raised to roll back a pass in which some files had problems, or a dry run."""


@dataclass
class _Written:
    """A working copy that was written from its file and is not published yet."""

    source: ArticleSource
    publication: Publication
    article: Article
    is_new: bool
    # Whether readers see all of this already, because only the form of the file changed.
    is_shown: bool
    # Whether the file chose other related pages: readers see those without a new edition.
    has_new_choices: bool = False


def import_folder(
    folder: Path, *, overwrite: bool = False, dry_run: bool = False, warn: bool = False
) -> ImportReport:
    """Import every file below `folder`, and publish what changed unless it is a draft.

    A file that was imported before and has not changed is left alone. An article that
    an editor changed, withdrew or deleted since is kept as it is, unless `overwrite`.
    A dry run reports the same and leaves nothing behind. With `warn` the report also
    lists what an editor should look at again.
    """
    report = ImportReport()
    # An import keeps the files that are right, so only a dry run is undone as a whole.
    context: AbstractContextManager = transaction.atomic() if dry_run else nullcontext()
    try:
        with context:
            import_lists(folder, report, dry_run=dry_run)
            _import_articles(folder, report, overwrite=overwrite, warn=warn)
            # After the articles, which link to the checks of their sign.
            import_checks(folder, report)
            import_lists(folder, report, after_articles=True, dry_run=dry_run)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    report.problems.sort()
    report.warnings.sort()
    return report


def _import_articles(folder: Path, report: ImportReport, *, overwrite: bool, warn: bool) -> None:
    wanted: list[ArticleSource] = []
    for source in read_articles(folder):
        if isinstance(source, FileProblem):
            report.problems.append(source)
        elif _is_wanted(source, report, overwrite=overwrite):
            wanted.append(source)
    # Other files may link to the one that failed, so the next pass tries the rest without it.
    while wanted:
        failed = _import_together(wanted, report, warn=warn)
        if not failed:
            break
        report.problems += failed
        bad = {problem.path for problem in failed}
        wanted = [source for source in wanted if source.path not in bad]


def _is_wanted(source: ArticleSource, report: ImportReport, *, overwrite: bool) -> bool:
    record = ImportRecord.objects.filter(key=source.key).first()
    article = Article.objects.filter(slug=source.slug).first()
    same_file = record is not None and record.file_digest == source.digest
    if same_file and (not overwrite or _is_untouched(article, record)):
        report.unchanged.append(source.key)
        return False
    if overwrite or (record is None and article is None) or _is_untouched(article, record):
        return True
    report.kept.append(source.key)
    return False


def _is_untouched(article: Article | None, record: ImportRecord | None) -> bool:
    """Return whether the article is as the import left it, and is not withdrawn.

    This takes several queries, so callers ask everything else first.
    """
    return (
        record is not None
        and article is not None
        and fingerprint(article) == record.copy_digest
        and (article.editions.live().exists() or not article.editions.exists())
    )


def _import_together(sources: list[ArticleSource], report: ImportReport, *, warn: bool) -> list[FileProblem]:
    """Write and publish all files, or write none and return the problems. Files may link to each other."""
    problems: list[FileProblem] = []
    written: list[_Written] = []
    try:
        with transaction.atomic():
            for source in sources:
                try:
                    # A savepoint for each file: after an error PostgreSQL takes no query until it is
                    # rolled back, and the other files are to be checked too.
                    with transaction.atomic():
                        written.append(_write(source))
                except FileProblem as problem:
                    problems.append(problem)
                except WRONG as error:
                    problems.append(FileProblem(source.path, 0, str(error)))
            problems += _choose_all(written)
            problems += _publish_all(written)
            if problems:
                raise _Undo
            if warn:
                report.warnings += _warnings(written)
    except _Undo:
        return problems
    for one in written:
        is_unchanged = one.is_shown and not one.has_new_choices
        keys = report.unchanged if is_unchanged else report.created if one.is_new else report.updated
        keys.append(one.source.key)
    return []


def _write(source: ArticleSource) -> _Written:
    publication = Publication.of(source)
    existing = Article.objects.filter(slug=source.slug).first()
    if existing is None:
        article = write_working_copy(source, None)
        return _Written(source, publication, article, is_new=True, is_shown=False)
    # Asked before the file is written over the article.
    was_shown, before = publication.is_shown(existing), fingerprint(existing)
    article = write_working_copy(source, existing)
    is_shown = was_shown and fingerprint(article) == before
    return _Written(source, publication, article, is_new=False, is_shown=is_shown)


def _choose_all(written: list[_Written]) -> list[FileProblem]:
    """Store the related pages after all articles are written, since a file may name one from a later file."""
    problems: list[FileProblem] = []
    for one in written:
        try:
            one.has_new_choices = choose_related(one.source, one.article)
        except FileProblem as problem:
            problems.append(problem)
    return problems


def _forthcoming(written: list[_Written]) -> frozenset[str]:
    return frozenset(one.source.slug for one in written if not one.publication.is_draft)


def _publish_all(written: list[_Written]) -> list[FileProblem]:
    problems: list[FileProblem] = []
    forthcoming = _forthcoming(written)
    for one in written:
        try:
            _finish(one, forthcoming)
        except FileProblem as problem:
            problems.append(problem)
        except NotReady as error:
            problems += [_located(one.source, finding) for finding in error.problems]
        else:
            ImportRecord.objects.update_or_create(
                key=one.source.key,
                defaults={"file_digest": one.source.digest, "copy_digest": fingerprint(one.article)},
            )
    return problems


def _finish(one: _Written, forthcoming: frozenset[str]) -> None:
    """Publish the working copy, or if it is a draft only keep it in the history."""
    publication = one.publication
    if one.is_shown:
        return
    if publication.is_draft:
        editing.record(one.article, by=None, why="Imported")
        return
    publish(
        one.article,
        by=None,
        release=publication.release(forthcoming),
    )


def _warnings(written: list[_Written]) -> list[FileProblem]:
    """Return the findings that block nothing; for a draft, also those that would block publishing."""
    forthcoming = _forthcoming(written)
    return [
        _located(one.source, finding)
        for one in written
        for finding in check(compose(one.article, forthcoming=forthcoming))
        if one.publication.is_draft or not finding.blocks
    ]


def _located(source: ArticleSource, finding: Finding | Blocking) -> FileProblem:
    """Return the finding as a problem at its line of the file."""
    if finding.line:
        return FileProblem(source.path, finding.moved(source.body_offset).line, finding.message)
    place = finding.place if isinstance(finding, Finding) else ""
    return source.problem("pictures" if place == "gallery" else place, finding.message)
