"""Processes: who may load what, what memory they may use, and that none is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stack import settings_in, until
from workers import identity


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )


HEAVY = ("paddleocr", "paddlex", "cv2", "onnxruntime", "pdfplumber", "durable", "rules.engine", "workers.pipeline")


def test_sending_and_storing_load_no_reader_and_no_rule_engine() -> None:
    run = python(
        "import json, sys; import workers.store, workers.settings, workers.queue, workers.supervisor, workers.checks,"
        f"workers.worker, workers.tasks; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    assert json.loads(run.stdout or "null") == [], run.stderr


def test_loading_the_pipeline_loads_them_only_on_use() -> None:
    run = python(
        f"import json, sys; import workers.pipeline; print(json.dumps([m for m in {HEAVY[:-1]!r} if m in sys.modules]))"
    )
    assert json.loads(run.stdout or "null") == [], run.stderr


def test_memory_beyond_the_bound_is_a_memory_error() -> None:
    code = (
        "from workers import limits; limits.bound(256); few = bytearray(50 << 20)\n"
        "try:\n    more = bytearray(400 << 20)\nexcept MemoryError:\n    print('bounded')"
    )
    run = python(code)
    assert run.stdout.strip() == "bounded", run.stderr


def test_an_identity_tells_whether_its_process_lives() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "from workers.identity import me; print(me(), flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None and child.stdout is not None
    who = child.stdout.readline().strip()
    assert identity.pid_of(who) == child.pid
    assert not identity.is_dead(who)
    child.kill()
    until(lambda: identity.is_dead(who), bool, 10)  # also while nobody has collected it
    child.wait()
    assert identity.is_dead(who)
    started = identity.me().rsplit("|", 1)[1]
    assert identity.is_dead(identity.me().removesuffix(started) + "1")  # the same pid, another process


def descendants(of: int) -> set[int]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            found.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(entry.name))
    below: set[int] = set()
    ahead = [of]
    while ahead:
        for pid in found.get(ahead.pop(), []):
            below.add(pid)
            ahead.append(pid)
    return below


SERVE = """
import sys, threading
from pathlib import Path
from tests.stack import settings_in
from workers.supervisor import Stack
with Stack(settings_in(Path(sys.argv[1]), concurrency=2)) as stack:
    print("up", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
print("down", flush=True)
"""


@pytest.mark.stack
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_one_that_serves(tmp_path: Path, ending: signal.Signals) -> None:
    serving = subprocess.Popen([sys.executable, "-c", SERVE, tmp_path], stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None and serving.stdout.readline() == "up\n"
    # Redis, the worker and its two children
    started = until(lambda: descendants(serving.pid), lambda pids: len(pids) >= 4)
    os.kill(serving.pid, ending)
    left, _ = serving.communicate(timeout=30)
    assert (serving.returncode, left) == ((-9, "") if ending is signal.SIGKILL else (0, "down\n"))
    until(lambda: [pid for pid in started if Path(f"/proc/{pid}").exists()], lambda pids: pids == [], 15)


@pytest.mark.stack
def test_a_folder_is_free_again_after_sigkill(tmp_path: Path) -> None:
    from workers.supervisor import Stack

    serving = subprocess.Popen([sys.executable, "-c", SERVE, tmp_path], stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None and serving.stdout.readline() == "up\n"
    serving.kill()
    serving.communicate()
    with Stack(settings_in(tmp_path)) as stack:
        assert stack.queue.waiting() == 0


@pytest.mark.stack
def test_a_long_folder_name_still_gets_a_socket(tmp_path: Path) -> None:
    from workers.supervisor import Stack

    deep = tmp_path / ("很长的文件夹名" * 8)
    with Stack(settings_in(deep)) as stack:
        assert stack.queue.waiting() == 0
        socket = Path(str(stack.settings.redis_url).removeprefix("redis+socket://"))
        assert socket.exists() and socket.parent != deep / "data"
    assert not socket.parent.exists()
