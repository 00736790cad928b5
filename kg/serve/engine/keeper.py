"""The keeper process, which holds the store, forks the query workers and kills them; and the watcher, which starts the keeper again.

    server ─► watcher ─► keeper ─► workers

Both have one thread, so that forking is safe, and were forked before the server had any. The watcher only waits for the keeper; where that is killed,
its workers end with it and a new keeper takes over the orders. A worker ends when its keeper does (on Linux; elsewhere with its query), and all end
with the server.

Orders are packets: b"S <number>" with a file descriptor starts a worker and is answered by the number and its process id; b"K <process id>" kills
that worker; b"E <number> <process id>" asks how a worker ended, and is answered by the number and, as waitpid tells it, a signal below zero or the
code of its exit (b"?": not known). Only the keeper waits for its children, so that no process id can mean another process.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import itertools
import os
import signal
import socket
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.serve.engine.worker import run_worker
from kg.store.store import StoreError

if TYPE_CHECKING:
    import pyoxigraph

_PACKET = 128
_TURN = 1.0
# How long an order may wait for its answer: a new keeper takes a moment.
_ORDER_SECONDS = 10.0
_TRIES = 2
_PAUSE = 0.2
_REMEMBERED = 256
_PR_SET_PDEATHSIG = 1


class Keeper:
    """The server's side: gives orders."""

    def __init__(self, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.lock, self.numbers, self.ended = threading.Lock(), itertools.count(1), False
        self.pid = _fork(lambda: _watch(self.orders, theirs, open_graph, memory))
        theirs.close()
        self.orders.settimeout(_ORDER_SECONDS)

    def start(self) -> tuple[int, socket.socket]:
        """A new worker: its process id and the connection to it. StoreError where none can be started, OSError for too many open files."""
        ours, theirs = socket.socketpair()
        with theirs:
            for _ in range(_TRIES):
                answer = self._order("S", "", theirs.fileno())
                if answer.isdecimal():
                    ours.setblocking(False)
                    return int(answer), ours
        ours.close()
        raise StoreError("no query worker can be started: the process that keeps them does not answer")

    def kill(self, pid: int) -> None:
        """End a worker, whatever it does."""
        with self.lock, contextlib.suppress(OSError):
            self.orders.send(f"K {pid}".encode())

    def ending(self, pid: int) -> int | None:
        """How a worker ended: a signal below zero, or the code of its exit; None where that is not known."""
        answer = self._order("E", str(pid))
        return int(answer) if answer.lstrip("-").isdecimal() else None

    def _order(self, kind: str, what: str, descriptor: int | None = None) -> str:
        """The answer to an order; "" where there is none. Answers to earlier orders that came too late are passed over."""
        with self.lock, contextlib.suppress(OSError, ValueError):
            number = str(next(self.numbers))
            socket.send_fds(self.orders, [f"{kind} {number} {what}".encode()], [] if descriptor is None else [descriptor])
            while packet := self.orders.recv(_PACKET).decode():
                told, _, answer = packet.partition(" ")
                if told == number:
                    return answer
        return ""

    def has_ended(self) -> bool:
        """Whether the watcher is gone, and with it the keeper and all workers."""
        if not self.ended:
            with contextlib.suppress(ChildProcessError):
                self.ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self.ended

    def close(self) -> None:
        """End watcher, keeper and workers."""
        self.orders.close()
        if not self.ended:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
            self.ended = True


def _fork(work: Callable[[], None]) -> int:
    """Do work in a new process, which ends with it (code 0) or with its exception (1), and in any case with its parent."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _end_with(parent)
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def _end_with(parent: int) -> None:
    """Let the system kill this process when its parent ends, where the system can (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _watch(theirs: socket.socket, orders: socket.socket, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
    """Start the keeper, and start it again until it ends by itself."""
    theirs.close()
    for number in (signal.SIGINT, signal.SIGTERM):  # The server ends them: a signal to the whole group is not theirs.
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()
    while True:
        keeper = _fork(lambda: _run_keeper(orders, open_graph, memory))
        if os.waitpid(keeper, 0)[1] == 0:
            return
        time.sleep(_PAUSE)


def _run_keeper(orders: socket.socket, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> None:
    """Follow orders until they end; then end all workers."""
    parent = os.getppid()
    children: set[int] = set()
    ended: OrderedDict[int, int] = OrderedDict()
    orders.settimeout(_TURN)
    try:
        while os.getppid() == parent:
            _reap(children, ended)
            try:
                packet, descriptors, _, _ = socket.recv_fds(orders, _PACKET, 1)
            except TimeoutError:
                continue
            if not packet:
                return
            kind, *words = packet.decode().split()
            if kind == "S" and descriptors:
                child = _start_worker(orders, descriptors[0], open_graph, memory)
                os.close(descriptors[0])
                if child:
                    children.add(child)
                _tell(orders, words[0], str(child or "-"))
            elif kind == "E":
                _wait_a_moment(children, ended, int(words[1]))
                _tell(orders, words[0], str(ended.pop(int(words[1]), "?")))
            elif kind == "K":
                _reap(children, ended)
                _kill(children, int(words[0]))
    finally:
        _reap(children, ended)
        for child in children:
            _kill(children, child)


def _tell(orders: socket.socket, number: str, answer: str) -> None:
    with contextlib.suppress(OSError):
        orders.send(f"{number} {answer}".encode())


def _start_worker(orders: socket.socket, descriptor: int, open_graph: Callable[[], pyoxigraph.Store], memory: int) -> int | None:
    """The process id of a new worker; None where the system makes no process."""

    def work() -> None:
        orders.close()
        with socket.socket(fileno=descriptor) as connection:
            run_worker(connection, open_graph, memory)

    try:
        return _fork(work)
    except OSError:
        return None


def _reap(children: set[int], ended: OrderedDict[int, int]) -> None:
    """Remember how the children ended that have ended."""
    for child in tuple(children):
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            children.discard(child)
            ended[child] = os.waitstatus_to_exitcode(status)
    while len(ended) > _REMEMBERED:
        ended.popitem(last=False)


def _wait_a_moment(children: set[int], ended: OrderedDict[int, int], child: int) -> None:
    """A process that has closed its connection may take a moment to end."""
    for _ in range(20):
        _reap(children, ended)
        if child not in children:
            return
        time.sleep(0.01)


def _kill(children: set[int], child: int) -> None:
    if child in children:
        os.kill(child, signal.SIGKILL)
