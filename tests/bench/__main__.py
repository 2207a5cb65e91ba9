"""``make bench``: every benchmark, each beside its baseline in the same run. Ratios are what to read.

A benchmark is a module ``tests/bench/bench_*.py`` with ``run() -> list[str]``, the lines of its report. Each runs in
a process of its own, so that peak memory is that benchmark's alone.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one"]:
        module = importlib.import_module(f"tests.bench.{arguments[1]}")
        sys.stdout.write("\n".join(module.run()) + "\n")
        return 0
    failed = []
    for path in sorted(HERE.glob("bench_*.py")):
        if arguments and path.stem not in arguments:
            continue
        sys.stdout.write(f"== {path.stem}\n")
        sys.stdout.flush()
        done = subprocess.run([sys.executable, "-m", "tests.bench", "--one", path.stem], check=False)
        if done.returncode:
            failed.append(path.stem)
    if failed:
        sys.stdout.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
