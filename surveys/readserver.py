"""A process that waits for files to read, one after the other: `python -m surveys.readserver`. PURE.

Starting Python and importing what the readers need takes longer than most workbooks do. Here that is done once, and each
file is read in a fork, which has limits of its own and may die. Nothing of a file comes into this process, and it holds
nothing worth having: it knows neither Django nor a database.

Standard input is a socket. A request is a line of JSON, {"module": …, "folder": …}, sent together with two
descriptors: the reader's standard output and standard error. Two lines come back: the number of the process, at once, and
its exit code as `subprocess` has it when it is over. The server ends when the socket is closed.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Final, NoReturn

from surveys import readfile

READY: Final = (readfile,)
"""What is imported before anybody asks; other modules are imported in the fork."""
LONGEST: Final = 65536


def serve(asked: socket.socket) -> None:
    """Read one file after the other until nobody asks any more."""
    while True:
        message, files, _flags, _address = socket.recv_fds(asked, LONGEST, 2)
        if not message:
            return
        child = os.fork()
        if not child:
            _read(asked, json.loads(message), *files)
        for file in files:
            os.close(file)
        asked.sendall(f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        asked.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _read(asked: socket.socket, request: dict[str, str], output: int, errors: int) -> NoReturn:
    """Be the reader of one file: its process ends here, whatever happens."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        asked.close()
        os.dup2(output, sys.stdout.fileno())
        os.dup2(errors, sys.stderr.fileno())
        importlib.import_module(request["module"]).main(Path(request["folder"]))
        sys.stdout.flush()
        code = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    # Whoever stops the worker from a terminal stops this process too; it ends when the worker does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    with socket.socket(fileno=sys.stdin.fileno()) as socket_, contextlib.suppress(ConnectionError):
        serve(socket_)
