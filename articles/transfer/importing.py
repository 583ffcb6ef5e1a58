"""Importing a folder: all or nothing for each file, and never over an editor's change."""

from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from articles.fingerprint import fingerprint
from articles.models import Article, Edition, ImportRecord
from articles.publishing import NotReady, publish
from articles.transfer.report import FileProblem, Report
from articles.transfer.sources import ArticleSource, read_articles
from articles.transfer.subjects import import_lists
from articles.transfer.working_copy import write_working_copy


class _SomeFailed(Exception):
    """Undoes a pass in which some files had problems."""


def import_folder(folder: Path, *, overwrite: bool = False) -> Report:
    """Import every file below `folder` and publish what changed.

    A file that was imported before and has not changed is left alone. An article that
    an editor changed, withdrew or deleted since is kept as it is, unless `overwrite`.
    """
    report = Report()
    import_lists(folder, report)
    wanted: list[ArticleSource] = []
    for source in read_articles(folder):
        if isinstance(source, FileProblem):
            report.problems.append(source)
        elif _is_wanted(source, report, overwrite=overwrite):
            wanted.append(source)
    # A file that fails may be what another one links to, so the rest is tried anew without it.
    while wanted:
        failed = _import_together(wanted, report)
        if not failed:
            break
        report.problems += failed
        bad = {problem.path for problem in failed}
        wanted = [source for source in wanted if source.path not in bad]
    report.problems.sort()
    return report


def _is_wanted(source: ArticleSource, report: Report, *, overwrite: bool) -> bool:
    record = ImportRecord.objects.filter(key=source.key).first()
    article = Article.objects.filter(slug=source.slug).first()
    same_file = record is not None and record.file_digest == source.digest
    if same_file and (article is None or not overwrite or _is_untouched(article, record)):
        report.unchanged.append(source.key)
        return False
    if overwrite or (record is None and article is None) or _is_untouched(article, record):
        return True
    report.kept.append(source.key)
    return False


def _is_untouched(article: Article | None, record: ImportRecord | None) -> bool:
    """Still what the import made of it, and still seen. Costs several queries: asked last."""
    return (
        record is not None
        and article is not None
        and fingerprint(article) == record.copy_digest
        and article.editions.live().exists()
    )


def _import_together(sources: list[ArticleSource], report: Report) -> list[FileProblem]:
    """Write and publish all, or none and say what is wrong: articles may link to each other."""
    problems: list[FileProblem] = []
    created: list[str] = []
    updated: list[str] = []
    try:
        with transaction.atomic():
            articles: dict[str, Article] = {}
            for source in sources:
                existing = Article.objects.filter(slug=source.slug).first()
                (updated if existing else created).append(source.key)
                try:
                    with transaction.atomic():
                        articles[source.slug] = write_working_copy(source, existing)
                except FileProblem as problem:
                    problems.append(problem)
            problems += _publish_all(sources, articles)
            if problems:
                raise _SomeFailed
    except _SomeFailed:
        return problems
    report.created += created
    report.updated += updated
    return []


def _publish_all(sources: list[ArticleSource], articles: dict[str, Article]) -> list[FileProblem]:
    problems: list[FileProblem] = []
    forthcoming = frozenset(articles)
    for source in sources:
        article = articles.get(source.slug)
        if article is None:
            continue
        try:
            publish(
                article,
                by=None,
                note=_note(source),
                updated_at=_updated_at(source),
                forthcoming=forthcoming,
            )
        except FileProblem as problem:
            problems.append(problem)
        except NotReady as error:
            moved = [problem.moved(source.body_offset) for problem in error.problems]
            problems += [FileProblem(source.path, problem.line, problem.message) for problem in moved]
        else:
            ImportRecord.objects.update_or_create(
                key=source.key,
                defaults={"file_digest": source.digest, "copy_digest": fingerprint(article)},
            )
    return problems


def _note(source: ArticleSource) -> str:
    note = str(source.data.get("note") or "").strip()
    longest = Edition._meta.get_field("note").max_length
    if longest and len(note) > longest:
        raise source.problem("note", f"The note is over {longest} characters.")
    return note


def _updated_at(source: ArticleSource) -> datetime | None:
    updated = source.data.get("updated")
    if updated is None or isinstance(updated, datetime):
        return timezone.make_aware(updated) if updated and timezone.is_naive(updated) else updated
    if not isinstance(updated, date):
        raise source.problem("updated", "“updated” is a date, such as 2026-11-22.")
    # Noon keeps the day the same in the time zones that most readers live in.
    return timezone.make_aware(datetime.combine(updated, time(12)))
