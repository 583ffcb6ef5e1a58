"""The embedded PostgreSQL: it starts, survives what machines do to it, and goes away when told."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg2
import pytest

from kbsite.folders import BASE_DIR
from kbsite.postgres import postmaster, programs
from kbsite.postgres.account import SYSTEM_USER, Account
from kbsite.postgres.cluster import Cluster
from kbsite.postgres.errors import ClusterError
from kbsite.postgres.places import ROOTS_DATA, socket_folder
from tests.kbsite.conftest import Programs, as_root_only, processes_about


@contextmanager
def connection(cluster: Cluster) -> Iterator["psycopg2.extensions.connection"]:
    params = cluster.connection_params()
    with closing(psycopg2.connect(dbname="scratchpost", **params)) as opened:
        yield opened


def ask(cluster: Cluster, question: str) -> object:
    with connection(cluster) as opened, opened.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    assert row is not None
    return row[0]


def running_server(cluster: Cluster) -> int:
    pid = postmaster.running(cluster.data)
    assert pid is not None
    return pid


def test_first_start_makes_a_database_that_knows_every_alphabet(empty_cluster: Cluster) -> None:
    started = empty_cluster.ensure()

    assert started
    assert ask(empty_cluster, "SELECT lower('ÄÉЖ')") == "äéж"


def test_making_the_object_starts_nothing(empty_cluster: Cluster) -> None:
    assert not empty_cluster.answers()
    assert not empty_cluster.wanted_folder.exists()


def test_a_server_that_answers_is_left_alone(cluster: Cluster) -> None:
    cluster.ensure()
    before = running_server(cluster)

    started_again = cluster.ensure()

    assert not started_again
    assert running_server(cluster) == before


def test_the_sites_role_cannot_reach_beyond_its_database(cluster: Cluster) -> None:
    cluster.ensure()

    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(cluster, "SELECT pg_read_file('/etc/passwd')")


def test_the_only_way_in_is_a_socket_in_a_private_folder(cluster: Cluster) -> None:
    cluster.ensure()

    assert ask(cluster, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(socket_folder(cluster.folder).stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700


def test_eight_first_starts_at_once_make_one_server(open_folder: Path, empty_cluster: Cluster) -> None:
    command = [sys.executable, "-m", "kbsite.postgres", "start"]
    environment = os.environ | {"VAR_DIR": str(open_folder)}

    starts = [
        subprocess.Popen(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    answers = [process.communicate(timeout=60)[0].strip() for process in starts]

    assert [process.returncode for process in starts] == [0] * 8
    assert sorted(answers) == ["PostgreSQL started"] + ["PostgreSQL was running already"] * 7
    assert ask(empty_cluster, "SELECT 1") == 1


@pytest.mark.parametrize("name", ["it's here", 'a "quoted" $HOME, with `date`', "long" * 40])
def test_awkward_folder_names_work(
    name: str, open_folder: Path, new_cluster: Callable[[Path], Cluster]
) -> None:
    cluster = new_cluster(open_folder / name / "postgres")

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1
    assert cluster.stop()


def test_programs_in_a_folder_with_shell_characters_can_still_make_a_database(
    open_folder: Path, empty_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    awkward = programs.copy(programs.installed(empty_cluster.data), open_folder / 'a "b" $c')
    monkeypatch.setattr(programs, "installed", lambda data: awkward)

    empty_cluster.ensure()

    assert ask(empty_cluster, "SELECT 1") == 1


def test_a_false_server_in_the_shared_folder_is_refused(
    open_folder: Path, new_cluster: Callable[[Path], Cluster]
) -> None:
    cluster = new_cluster(open_folder / ("long" * 40) / "postgres")
    account = Account.of(cluster.folder)
    socket_folder(cluster.folder).mkdir()
    os.chown(socket_folder(cluster.folder), account.uid, account.gid)
    socket_folder(cluster.folder).chmod(0o777)

    with pytest.raises(ClusterError, match="not a private folder"):
        cluster.ensure()


def test_a_killed_server_is_started_again_while_its_children_still_work(cluster: Cluster) -> None:
    cluster.ensure()
    first = running_server(cluster)
    # Counting never looks up to see that the server died, so its process holds the memory on.
    busy = threading.Thread(target=_count_until_stopped, args=[cluster])
    busy.start()
    time.sleep(0.3)

    os.kill(first, signal.SIGKILL)
    restarted = cluster.ensure()

    assert restarted
    assert running_server(cluster) != first
    assert ask(cluster, "SELECT 1") == 1
    busy.join()


def _count_until_stopped(cluster: Cluster) -> None:
    with suppress(psycopg2.OperationalError):
        ask(cluster, "SELECT count(*) FROM generate_series(1, 12000000)")


def test_what_was_committed_before_a_kill_is_still_there(cluster: Cluster) -> None:
    cluster.ensure()
    with connection(cluster) as opened, opened, opened.cursor() as cursor:
        cursor.execute("CREATE TABLE note (words text); INSERT INTO note VALUES ('kept')")

    os.kill(running_server(cluster), signal.SIGKILL)
    cluster.ensure()

    assert ask(cluster, "SELECT words FROM note") == "kept"


@pytest.mark.parametrize("state", ["live", "zombie"])
def test_a_stale_pid_file_with_the_number_of_another_process_does_not_stop_the_start(
    state: str, cluster: Cluster, start_program: Programs
) -> None:
    cluster.ensure()
    cluster.stop()
    account = Account.of(cluster.folder)
    # The server's own user: PostgreSQL believes in any process that it could signal.
    user = {"user": account.uid} if os.geteuid() == 0 else {}
    foreign = start_program("sleep", "60" if state == "live" else "0", **user)
    time.sleep(0.1)
    stale = f"{foreign.pid}\n{cluster.data}\n1\n5432\n{socket_folder(cluster.folder)}\n\n\n"
    (cluster.data / "postmaster.pid").write_text(stale)
    (socket_folder(cluster.folder) / ".s.PGSQL.5432.lock").write_text(stale)

    started = cluster.ensure()

    assert started
    assert foreign.poll() is None if state == "live" else True
    assert ask(cluster, "SELECT 1") == 1


def test_stop_leaves_nothing_running(cluster: Cluster) -> None:
    cluster.ensure()
    folder = cluster.folder

    stopped = cluster.stop()

    assert stopped
    assert processes_about(folder) == []
    assert not (cluster.data / "postmaster.pid").exists()
    assert not cluster.stop()


def test_an_interrupted_start_leaves_no_incomplete_database(
    open_folder: Path, empty_cluster: Cluster, start_program: Programs
) -> None:
    environment = os.environ | {"VAR_DIR": str(open_folder)}
    command = [sys.executable, "-m", "kbsite.postgres", "start"]
    start = start_program(*command, cwd=BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
    while start.poll() is None and not list(empty_cluster.wanted_folder.glob("unfinished-*")):
        time.sleep(0.01)

    start.kill()
    empty_cluster.ensure()

    assert ask(empty_cluster, "SELECT 1") == 1
    assert list(empty_cluster.folder.glob("unfinished-*")) == []


def test_a_server_that_cannot_start_says_why(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.ensure()
    cluster.stop()
    (cluster.data / "global/pg_control").unlink()
    monkeypatch.setattr("kbsite.postgres.cluster.START_SECONDS", 1)

    with pytest.raises(ClusterError, match="could not find the database system"):
        cluster.ensure()


@as_root_only
def test_root_runs_it_as_an_unprivileged_user_of_its_own(open_folder: Path, empty_cluster: Cluster) -> None:
    empty_cluster.ensure()

    assert psutil.Process(running_server(empty_cluster)).username() == SYSTEM_USER
    assert empty_cluster.folder.owner() == SYSTEM_USER
    assert open_folder.owner() == "root"
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o755


@as_root_only
def test_a_folder_only_root_can_enter_gets_a_database_elsewhere(
    open_folder: Path, new_cluster: Callable[..., Cluster]
) -> None:
    open_folder.chmod(0o700)
    lines: list[str] = []
    cluster = new_cluster(open_folder / "postgres", say=lines.append)

    cluster.ensure()

    assert ask(cluster, "SELECT 1") == 1
    assert cluster.folder.is_relative_to(ROOTS_DATA)
    assert (open_folder / "postgres").is_symlink()
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o700
    assert len(lines) == 1
    assert str(cluster.folder) in lines[0]


@as_root_only
def test_programs_only_root_can_run_are_copied(
    open_folder: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.of(open_folder)
    hidden = programs.installed(cluster.data)
    real_check = Account.can_execute
    monkeypatch.setattr(
        Account, "can_execute", lambda self, path: hidden not in path.parents and real_check(self, path)
    )

    copy = programs.for_account(account, data=cluster.data, copies=open_folder / "copies")

    assert copy.is_relative_to(open_folder / "copies")
    assert account.can_execute(copy / "bin/initdb")
    assert copy.owner() == "root"
