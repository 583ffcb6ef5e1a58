"""Folders and clusters of a test's own; whatever it starts is gone when it ends."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from kbsite.postgres.cluster import Cluster
from kbsite.postgres.places import socket_folder

Programs = Callable[..., "subprocess.Popen[bytes]"]


def processes_about(folder: Path) -> list[str]:
    """The command lines, of all that runs, that name the folder."""
    commands = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    return [command for command in commands if str(folder) in command]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may pass through; pytest's tmp_path belongs to one user only."""
    folder = Path(tempfile.mkdtemp(prefix="scratchpost-test-"))
    folder.chmod(0o755)

    yield folder

    shutil.rmtree(folder)


@pytest.fixture
def new_cluster() -> Iterator[Callable[[Path], Cluster]]:
    """Makes clusters that are stopped, and their files outside the test's folder removed, at its end."""
    made: list[Cluster] = []

    def make(folder: Path, **options: Callable[[str], None]) -> Cluster:
        made.append(Cluster(folder, **options))
        return made[-1]

    yield make

    for cluster in made:
        cluster.stop()
        shutil.rmtree(socket_folder(cluster.folder), ignore_errors=True)
        if cluster.wanted_folder.is_symlink():
            shutil.rmtree(cluster.folder.parent)


@pytest.fixture
def empty_cluster(open_folder: Path, new_cluster: Callable[[Path], Cluster]) -> Cluster:
    """A cluster before its first start."""
    return new_cluster(open_folder / "postgres")


@pytest.fixture(scope="session")
def cluster_files() -> Iterator[Path]:
    """The folder of a stopped cluster. To copy it takes a tenth of the time of a first start."""
    folder = Path(tempfile.mkdtemp(prefix="scratchpost-test-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "postgres")
    cluster.ensure()
    cluster.stop()

    yield cluster.folder

    shutil.rmtree(folder)


@pytest.fixture
def cluster(empty_cluster: Cluster, cluster_files: Path) -> Cluster:
    """A cluster that was started before, and is not running."""
    subprocess.run(["cp", "-a", cluster_files, empty_cluster.wanted_folder], check=True)
    return empty_cluster


@pytest.fixture
def start_program() -> Iterator[Programs]:
    """Starts programs that are killed at the end of the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str | Path, **options: object) -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen(command, **options))  # type: ignore[call-overload]  # passed through
        return started[-1]

    yield start

    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def own_connection() -> Iterator[None]:
    """A request belongs to the test's own transaction, as with Django's test client."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)

    yield

    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


as_root_only = pytest.mark.skipif(os.geteuid() != 0, reason="changes the user its programs run as")
