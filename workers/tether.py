"""Starts a program that dies with its parent: ``python tether.py PARENT_PID PROGRAM ARGUMENT…``

Run as a file, without the package, so that it costs a few milliseconds; the program takes over this process.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # kept through exec
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(program[0], program)  # noqa: S606  the supervisor gives the whole path


if __name__ == "__main__":
    main()
