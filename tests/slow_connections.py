"""How long readers wait while many others hold slow connections: `make slow-connections`.

It asks a running site, by default the one of `make run`. It is not part of `make test`, for it measures time.
"""

import argparse
import asyncio
import contextlib
import itertools
import math
import multiprocessing
import resource
import socket
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from multiprocessing.synchronize import Event
from urllib.parse import urlsplit

import psutil

PAGE = "/articles/why-do-dogs-kick-their-back-legs-when-you-scratch-them/"
READERS = 4
BODY_BYTES = 10 * 1024 * 1024
PIECE = b"x" * 65536
READ_BUFFER = 2048
# The site may need that long until each of the slow ones has its answer, or has sent its half.
SETTLE_SECONDS = 300
# Until the site has taken note of the last of them.
PAUSE_SECONDS = 4

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Settle = Callable[[], None]


class Site:
    def __init__(self, address: str, page: str, half_bytes: int) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.page, self.half_bytes = page, half_bytes

    async def connect(self) -> Connection:
        """Connect with so small a buffer that the kernel takes in little of an answer that nobody reads."""
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, READ_BUFFER)
        plain.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plain, (self.host, self.port))
        return await asyncio.open_connection(sock=plain, limit=READ_BUFFER)

    def head(self, method: str, path: str, *more: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", *more]
        return ("\r\n".join(lines) + "\r\n").encode()

    async def opening_ms(self, path: str) -> float:
        """Open the path on a connection of its own, and return how long that took."""
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(self.head("GET", path, "Accept-Encoding: br", "Connection: close") + b"\r\n")
        answer = await reader.read(-1)
        writer.close()
        if not answer.startswith(b"HTTP/1.1 200"):
            raise OSError(f"The site answered {answer[:40]!r}")
        return (time.perf_counter() - started) * 1000

    def memory_mb(self) -> int:
        """Return the resident memory of all processes that listen at this port."""
        owners = {
            found.pid
            for found in psutil.net_connections("tcp")
            if found.pid and found.laddr.port == self.port and found.status == psutil.CONN_LISTEN
        }
        processes = [psutil.Process(pid) for pid in owners]
        everybody = {*processes, *(child for process in processes for child in process.children())}
        return int(sum(process.memory_info().rss for process in everybody) // 2**20)


async def dribble(writer: asyncio.StreamWriter, piece: bytes) -> None:
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(1)


async def slow_head(site: Site, connection: Connection, settle: Settle) -> None:
    _, writer = connection
    writer.write(site.head("GET", site.page))
    settle()
    await dribble(writer, b"X-Slow: 1\r\n")


async def slow_body(site: Site, connection: Connection, settle: Settle) -> None:
    _, writer = connection
    writer.write(_post(site))
    settle()
    await dribble(writer, b"x" * 16)


async def half_body(site: Site, connection: Connection, settle: Settle) -> None:
    """As large a photo as the site takes, of which most never comes."""
    _, writer = connection
    writer.write(_post(site))
    for _ in range(site.half_bytes // len(PIECE)):
        writer.write(PIECE)
        await writer.drain()
    settle()
    await asyncio.sleep(3600)


async def slow_answer(site: Site, connection: Connection, settle: Settle) -> None:
    """Ask for a page that is not compressed, and read a few bytes a second."""
    reader, writer = connection
    writer.write(site.head("GET", site.page) + b"\r\n")
    while True:
        await reader.read(16)
        settle()
        await asyncio.sleep(1)


def _post(site: Site) -> bytes:
    kind = "Content-Type: multipart/form-data; boundary=a-boundary"
    return site.head("POST", f"{site.page}comments/", kind, f"Content-Length: {BODY_BYTES}") + b"\r\n"


KINDS: dict[str, Callable[[Site, Connection, Settle], Awaitable[None]]] = {
    "none": slow_head,
    "heads": slow_head,
    "bodies": slow_body,
    "half-bodies": half_body,
    "answers": slow_answer,
}


def hold(site: Site, kind: str, count: int, everybody_waits: Event) -> None:
    """Hold slow connections until this process is ended. Each that the site closes is opened again."""
    asyncio.run(_hold(site, kind, count, everybody_waits))


async def _hold(site: Site, kind: str, count: int, everybody_waits: Event) -> None:
    settled = [asyncio.Event() for _ in range(count)]

    async def keep_open(number: int) -> None:
        while True:
            with contextlib.suppress(OSError):
                connection = await site.connect()
                try:
                    await KINDS[kind](site, connection, settled[number].set)
                finally:
                    connection[1].transport.abort()
            settled[number].set()
            await asyncio.sleep(10)

    tasks = [asyncio.create_task(keep_open(number)) for number in range(count)]
    for event in settled:
        await event.wait()
    everybody_waits.set()
    await asyncio.gather(*tasks)


@contextlib.contextmanager
def slow_ones(site: Site, kind: str, count: int) -> Iterator[None]:
    """Hold slow connections, from a process of their own that does not slow the readers' down."""
    everybody_waits = multiprocessing.Event()
    process = multiprocessing.Process(target=hold, args=(site, kind, count, everybody_waits))
    process.start()
    everybody_waits.wait(SETTLE_SECONDS)
    time.sleep(PAUSE_SECONDS)
    try:
        yield
    finally:
        process.kill()
        process.join()


async def readers(
    site: Site, paths: list[str], seconds: float
) -> tuple[dict[str, list[float]], Counter[str]]:
    """Return how many milliseconds each opening of each path took, and how many openings failed."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    failed: Counter[str] = Counter()
    end = time.monotonic() + seconds

    async def read() -> None:
        turn = itertools.cycle(paths)
        while time.monotonic() < end:
            path = next(turn)
            try:
                times[path].append(await asyncio.wait_for(site.opening_ms(path), 10))
            except OSError:
                failed[path] += 1
            await asyncio.sleep(0.1)

    await asyncio.gather(*(read() for _ in range(READERS)))
    return times, failed


def measure(site: Site, kind: str, count: int, paths: list[str], seconds: float) -> Iterator[str]:
    """Yield a line for each path. Readers open one after the other, beside the same slow connections."""
    with slow_ones(site, kind, 0 if kind == "none" else count):
        times, failed = asyncio.run(readers(site, paths, seconds))
        memory = site.memory_mb()
    for path in paths:
        yield f"{kind:12} {path[:24]:24} {figures(times[path])} {failed[path]:8} {memory:8}"


def figures(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else [math.nan] * 99
    columns = f"{cuts[49]:8.0f} {cuts[94]:8.0f} {cuts[98]:8.0f} {max(times, default=math.nan):8.0f}"
    return f"{columns} {len(times):8}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--page", default=PAGE, help="the article that the slow ones ask for and comment on")
    parser.add_argument(
        "--paths", nargs="*", help="what readers open, the article, the front page and /healthz if not given"
    )
    parser.add_argument("--count", type=int, default=1000, help="slow connections of each kind")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--half-bytes", type=int, default=256 * 1024, help="what comes of a half-sent body")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    site = Site(options.address, options.page, options.half_bytes)
    paths = options.paths or [options.page, "/", "/healthz"]
    columns = ("ms: p50", "p95", "p99", "max", "answers", "failed", "MB")
    print(f"{'slow ones':12} {'readers open':24} " + " ".join(f"{name:>8}" for name in columns))  # noqa: T201
    for kind in options.kinds:
        for line in measure(site, kind, options.count, paths, options.seconds):
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
