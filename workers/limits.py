"""What holds a process that reads untrusted files: memory, core files, and a life no longer than its parent's."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def bound(memory_mb: int) -> None:
    """Bounds this process and its children. Allocations beyond ``memory_mb`` raise MemoryError.

    RLIMIT_DATA counts private writable memory; RLIMIT_AS would also count mapped model files and thread stacks
    that are reserved and never touched.
    """
    size = memory_mb * 1024 * 1024
    _lower(resource.RLIMIT_DATA, size)
    _lower(resource.RLIMIT_CORE, 0)  # a core file would hold a company's papers


def die_with_parent(parent: int) -> None:
    """Has the kernel kill this process when ``parent`` is gone, even by SIGKILL. Linux only; else does nothing."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the call
            os.kill(os.getpid(), signal.SIGKILL)


def _lower(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(what, (value, value))
