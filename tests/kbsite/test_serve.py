"""`make run` as the person at the terminal meets it."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kbsite.folders import BASE_DIR
from kbsite.postgres.cluster import Cluster
from kbsite.serve import presence
from kbsite.serve.address import Address, AddressProblem, allow_host
from tests.articles.transfer.content_files import make_folder, write_article
from tests.kbsite.conftest import processes_about
from tests.waiting import waited_for

Serve = Callable[..., "subprocess.Popen[str]"]


def _heed_hangups() -> None:
    """Tests that were started by nohup would hand down that SIGHUP is ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def serve(open_folder: Path, new_cluster: Callable[[Path], Cluster]) -> Iterator[Serve]:
    """Starts `python -m kbsite.serve` with an empty VAR_DIR."""
    new_cluster(open_folder / "postgres")
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
        unset = {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "HTTPS", "HOST", "PORT"}
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        process = subprocess.Popen(
            [sys.executable, "-m", "kbsite.serve", *arguments],
            cwd=BASE_DIR,
            env=environment | {"VAR_DIR": str(open_folder)} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_heed_hangups,
        )
        started.append(process)
        return process

    yield start

    for process in started:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lines_until(process: "subprocess.Popen[str]", words: str) -> str:
    """What the process prints, up to the line with `words`."""
    assert process.stdout is not None
    lines = ""
    for line in process.stdout:
        lines += line
        if words in line:
            return lines
    pytest.fail(f"{words!r} was never printed:\n{lines}")


def test_a_taken_port_is_named_with_advice(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        process = serve(PORT=str(port))
        output, _ = process.communicate(timeout=30)

    assert process.returncode == 1
    assert output == f"Error: Port {port} on 127.0.0.1 is taken. Choose another: make run PORT={port + 1}\n"


@pytest.mark.parametrize(("name", "value"), [("PORT", "eighty"), ("PORT", "70000"), ("HOST", "192.0.2.1")])
def test_a_bad_address_is_named_in_one_line(name: str, value: str, serve: Serve) -> None:
    process = serve(**{name: value})
    output, _ = process.communicate(timeout=30)

    assert process.returncode == 1
    assert output.startswith(f"Error: {name}=")
    assert output.count("\n") == 1


def test_an_unreachable_database_is_named_in_one_line_without_its_password(
    serve: Serve, free_port: int
) -> None:
    url = f"postgres://user:hidden@127.0.0.1:{free_port}/kb"

    process = serve(DATABASE_URL=url, PORT=str(free_port))
    output, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "Error: The database named in DATABASE_URL cannot be used" in output
    assert "hidden" not in output
    assert "Traceback" not in output


def is_alive(process: psutil.Process) -> bool:
    """A zombie has ended: it only waits for the system's first process to take note of it."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def still_running(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that have not ended after three seconds: a process that was killed needs a moment."""
    waited_for(lambda: not any(map(is_alive, family)), seconds=3)
    return [member for member in family if is_alive(member)]


@pytest.fixture
def small_content(tmp_path: Path) -> dict[str, str]:
    """Variables with which a run imports one article with its picture.

    That all bundled content can be imported is known from the fixture `library`, and takes longer than
    all other steps of a first run.
    """
    content, start = make_folder(tmp_path), tmp_path / "start"
    write_article(content, "why-wag")
    start.mkdir()
    # Python runs it before anything else, in every process that the run starts.
    lines = (
        "from pathlib import Path",
        "from kbsite import folders",
        f"folders.CONTENT_DIR = Path({str(content)!r})",
    )
    (start / "sitecustomize.py").write_text("\n".join(lines))
    return {"PYTHONPATH": f"{start}{os.pathsep}{BASE_DIR}"}


def read(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.slow
def test_a_first_run_serves_the_site_and_leaves_nothing_behind(
    serve: Serve, free_port: int, open_folder: Path, small_content: dict[str, str]
) -> None:
    process = serve(PORT=str(free_port), **small_content)
    setting_up = lines_until(process, "The site is at")
    ready = read(free_port, "/readyz")
    article = read(free_port, "/articles/why-wag/")
    family = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    password = (open_folder / "editor-password").read_text().strip()
    assert ready == "ok\n"
    assert "Why do dogs wag?" in article
    name = (open_folder / "editor-name").read_text().strip()
    assert re.fullmatch(r"editor-[a-z]{8}", name)
    assert f"user {name}, password {password} " in setting_up
    assert stat.S_IMODE((open_folder / "editor-name").stat().st_mode) == 0o600
    assert stat.S_IMODE((open_folder / "editor-password").stat().st_mode) == 0o600
    assert process.returncode == 0
    assert family
    assert still_running(family) == []
    assert processes_about(open_folder) == []


@pytest.mark.slow
@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGHUP])
def test_a_run_stopped_in_the_middle_of_its_set_up_leaves_nothing_behind(
    order: signal.Signals, serve: Serve, free_port: int, open_folder: Path
) -> None:
    process = serve(PORT=str(free_port))
    lines_until(process, "Setting up")
    time.sleep(0.8)
    family = psutil.Process(process.pid).children(recursive=True)

    process.send_signal(order)
    process.communicate(timeout=30)

    assert process.returncode == 0
    assert still_running(family) == []
    assert processes_about(open_folder) == []


def test_the_address_that_the_site_listens_on_is_an_allowed_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    monkeypatch.delenv("ALLOWED_HOSTS")

    allowed = allow_host(Address("2001:db8::7", 8000))

    assert allowed
    assert os.environ["ALLOWED_HOSTS"] == "127.0.0.1,localhost,[::1],[2001:db8::7]"


def test_listening_everywhere_adds_no_host_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)

    assert not allow_host(Address("0.0.0.0", 8000))  # noqa: S104  # nothing listens
    assert "ALLOWED_HOSTS" not in os.environ


def test_host_names_from_the_environment_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "kb.example")

    assert allow_host(Address("192.0.2.7", 8000))
    assert os.environ["ALLOWED_HOSTS"] == "kb.example"


def test_a_free_port_is_accepted(free_port: int) -> None:
    Address("127.0.0.1", free_port).check_free("run")


def test_the_port_after_the_last_is_never_proposed() -> None:
    with socket.create_server(("127.0.0.1", 65535)), pytest.raises(AddressProblem, match="PORT=8000"):
        Address("127.0.0.1", 65535).check_free("run")


def test_a_running_site_is_seen_and_a_stopped_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "VAR_DIR", tmp_path)

    with presence.announced(8000):
        seen_from_another_port = presence.others_run(8001)

    assert seen_from_another_port
    assert not presence.others_run(8001)
    assert not presence.somebody_was_here()


def test_a_run_that_was_killed_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "VAR_DIR", tmp_path)
    # What kill -9 leaves: the number, but no lock.
    (tmp_path / "serving-8000.pid").write_text("12345\n")

    assert presence.somebody_was_here()
    assert not presence.others_run(8001)
    assert presence.stop_all() == 0
