"""Decoding happens in a process of its own: its end is no fault of the site, and no photo waits for it."""

import os
import signal
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from articles.images import bounds, decoding, pool
from articles.images.accepted import TOO_MUCH_WORK
from articles.images.decoding import UnusableImage
from tests.articles.images.photos import JPEG, encoded, store

EFFORT = {"quality": 50, "method": 0}


@pytest.fixture(autouse=True)
def own_slots(settings: Any, tmp_path: Path) -> None:
    """Slots that no other test takes."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def worker() -> Iterator[pool.Worker]:
    """The one that decodes the next image of this test."""
    with pool.POOL.worker() as worker:
        pass
    yield worker
    pool.POOL.close()


def pid_of(worker: pool.Worker) -> int:
    return worker._process.pid


def test_a_process_that_hangs_is_killed_at_its_deadline(
    worker: pool.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "WALL_SECONDS", 0.05)
    os.kill(pid_of(worker), signal.SIGSTOP)

    with pytest.raises(UnusableImage) as refused:
        store(JPEG)

    assert str(refused.value) == TOO_MUCH_WORK
    monkeypatch.undo()
    assert not worker.is_good


@pytest.mark.parametrize("way", [signal.SIGXCPU, signal.SIGSEGV, signal.SIGKILL])
def test_the_next_photo_is_taken_after_a_process_died_of_the_last(
    way: signal.Signals, worker: pool.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = worker._exchange

    def die(*job: Any) -> Any:
        os.kill(pid_of(worker), way)
        return send(*job)

    monkeypatch.setattr(worker, "_exchange", die)

    with pytest.raises(UnusableImage) as refused:
        store(JPEG)

    assert str(refused.value) == TOO_MUCH_WORK
    # As many as there are slots: the one of the dead process is free again.
    with decoding._decoding_slot():
        assert store(JPEG).width == 320


def test_a_process_that_died_while_it_was_idle_costs_no_photo(worker: pool.Worker) -> None:
    os.kill(pid_of(worker), signal.SIGKILL)
    worker._process.wait()

    assert store(JPEG).width == 320


def film(size: tuple[int, int]) -> bytes:
    """A WebP whose one frame has 16 x 16 pixels, on a canvas of `size`."""
    frame = encoded(Image.new("RGB", (16, 16)), "WEBP")[12:]
    fifteen = (15).to_bytes(3, "little")
    parts = {
        b"VP8X": b"\x02\0\0\0" + b"".join((side - 1).to_bytes(3, "little") for side in size),
        b"ANIM": bytes(6),
        b"ANMF": bytes(6) + fifteen + fifteen + bytes(4) + frame,
    }
    chunks = b"".join(name + struct.pack("<I", len(part)) + part for name, part in parts.items())
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def test_an_image_that_takes_too_much_memory_is_refused_and_the_next_is_taken(worker: pool.Worker) -> None:
    assert store(film((64, 64))).width == 64

    # Pillow decodes a film into two whole pictures, and copies them twice: 16 bytes a pixel.
    with pytest.raises(UnusableImage) as refused:
        store(film((8192, 6144)))

    assert str(refused.value) == TOO_MUCH_WORK
    assert not worker.is_good
    assert store(JPEG).width == 320


def test_the_process_is_bounded_and_has_no_secrets(worker: pool.Worker) -> None:
    process = Path("/proc") / str(pid_of(worker))
    if not process.exists():
        pytest.skip("This system does not tell what a process may do.")
    worker.ask("write", JPEG, widths=[320], effort=EFFORT)

    limits = {line[:25].strip(): line[26:].split() for line in (process / "limits").read_text().splitlines()}
    names = {line.split("=")[0] for line in (process / "environ").read_text().split("\0") if line}

    assert int(limits["Max cpu time"][0]) <= bounds.CPU_SECONDS + 10
    assert limits["Max address space"][0] == str(bounds.MEMORY_BYTES)
    assert limits["Max file size"][0] == "0"
    assert names == set(pool.ENVIRONMENT)


def test_one_process_decodes_many_images(worker: pool.Worker) -> None:
    for _ in range(3):
        store(JPEG)

    with pool.POOL.worker() as last:
        assert last is worker


def test_a_process_is_replaced_after_many_images(worker: pool.Worker) -> None:
    worker._jobs_left = 1
    worker.ask("write", JPEG, widths=[320], effort=EFFORT)

    assert not worker.is_good


def test_a_fork_leaves_the_process_to_its_parent(worker: pool.Worker) -> None:
    pool.POOL.forget()

    with pool.POOL.worker() as other:
        assert other is not worker
    worker.end()
