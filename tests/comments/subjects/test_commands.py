"""The commands for what is kept about an address leave no half a file, and say only what was done."""

from pathlib import Path
from typing import IO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from comments.management.commands import erase_address, export_address
from tests.comments.subjects.kept import ADDRESS
from tests.factories import HeldCommentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "raised", "message"),
    [
        (OperationalError("server closed\nmore"), CommandError, r"no file was written \(server closed\)"),
        (OSError(28, "No space left on device"), CommandError, "No space left"),
        (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
    ],
    ids=["database", "disk", "interrupted"],
)
def test_a_failure_leaves_no_file_and_blocks_no_later_try(
    error: BaseException,
    raised: type[BaseException],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    HeldCommentFactory(email=ADDRESS)
    file = tmp_path / "held.zip"

    def fail(_: str, target: IO[bytes]) -> None:
        target.write(b"half")
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(export_address, "write_export", fail)
        with pytest.raises(raised, match=message):
            call_command("export_address", ADDRESS, "--to", file)
    assert not file.exists()

    call_command("export_address", ADDRESS, "--to", file, verbosity=0)

    assert file.exists()


def test_nothing_is_called_erased_before_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    HeldCommentFactory(email=ADDRESS)

    def fail(_: str) -> int:
        raise OperationalError

    monkeypatch.setattr(erase_address, "erase", fail)
    with pytest.raises(OperationalError):
        call_command("erase_address", ADDRESS, "--yes")

    assert "rased" not in capsys.readouterr().out
