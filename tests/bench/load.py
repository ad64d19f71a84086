"""Readers who ask a server over and over, or all at once, from one thread: the server shares its cores with them."""

import asyncio
import socket
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE = 120
"""Seconds until a reader gives up."""


@dataclass(frozen=True)
class Answer:
    """Status and body as they came over the wire, and the seconds from asking to the last byte."""

    status: int
    body: bytes
    seconds: float = 0.0

    def same(self, other: "Answer") -> bool:
        """Whether another reader got the very same."""
        return (self.status, self.body) == (other.status, other.body)


NOTHING = Answer(0, b"")
"""What a reader has whose connection broke."""


class Line:
    """A connection to the server, which stays open for several requests."""

    def __init__(self, address: str):
        self.host = urlsplit(address).netloc
        self.socket = socket.socket()
        self.socket.setblocking(False)

    async def open(self) -> None:
        host, _, port = self.host.partition(":")
        await asyncio.get_running_loop().sock_connect(self.socket, (host, int(port)))

    def close(self) -> None:
        self.socket.close()

    async def get(self, path: str) -> Answer:
        """Ask and wait. Raises OSError where the connection ends before the answer does."""
        began, loop = time.perf_counter(), asyncio.get_running_loop()
        asked = f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept-Encoding: gzip\r\n\r\n"
        await loop.sock_sendall(self.socket, asked.encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += await self._more(loop)
        head, _, body = got.partition(b"\r\n\r\n")
        status, *headers = head.decode("latin-1").split("\r\n")
        length = next(int(one[15:]) for one in headers if one.lower().startswith("content-length:"))
        while len(body) < length:
            body += await self._more(loop)
        return Answer(int(status.split()[1]), body, time.perf_counter() - began)

    async def _more(self, loop) -> bytes:
        data = await loop.sock_recv(self.socket, 1 << 18)
        if not data:
            raise ConnectionResetError
        return data


def once(address: str, path: str) -> Answer:
    """The answer to one reader."""
    return asyncio.run(_one(address, path))


def hammered(address: str, path: str, *, requests: int, lines: int = 8) -> tuple[float, list[Answer]]:
    """Seconds for so many requests over so many lines, each of which asks again as soon as it has its answer."""

    async def over_one_line() -> list[Answer]:
        line = Line(address)
        await line.open()
        try:
            return [await line.get(path) for _ in range(requests // lines)]
        finally:
            line.close()

    began = time.perf_counter()
    found = asyncio.run(_together([over_one_line() for _ in range(lines)]))
    return time.perf_counter() - began, [answer for of_line in found for answer in of_line]


def at_once(address: str, path: str, readers: int) -> list[Answer]:
    """What so many readers get who ask at the same moment, each over a line of the own."""
    return asyncio.run(_together([_one(address, path) for _ in range(readers)]))


async def _one(address: str, path: str) -> Answer:
    line, began = Line(address), time.perf_counter()
    try:
        await asyncio.wait_for(line.open(), PATIENCE)
        answer = await asyncio.wait_for(line.get(path), PATIENCE)
        return Answer(answer.status, answer.body, time.perf_counter() - began)
    except OSError:  # so is a patience that ended
        return NOTHING
    finally:
        line.close()


async def _together(work: list[Awaitable]) -> list:
    return await asyncio.gather(*work)
