"""``huiqi serve`` as a process: it starts everything, reads a real document, and Ctrl-C leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service.helpers import LICENCE

pytestmark = pytest.mark.stack


def started(data: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """The process in a group of its own, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--data", str(data), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://[\d.:]+", line):
            return process, found[0]
    pytest.fail(f"huiqi serve ended with {process.wait()}")


def relatives(data: Path) -> list[int]:
    """Processes that know the data folder, by their command line or environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            try:
                told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            except OSError:
                continue
            if str(data).encode() in told:
                found.append(int(folder.name))
    return found


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "served-data"
    yield folder
    for pid in relatives(folder):
        os.kill(pid, signal.SIGKILL)


def hand_in(address: str) -> str:
    boundary = "----huiqi"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode() + LICENCE.read_bytes()
    body += f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return str(ask(urllib.request.Request(f"{address}/api/v1/cases", body, headers))["href"])  # noqa: S310 - ours


def ask(request: str | urllib.request.Request) -> Any:
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server's address
        return json.load(answer)


def test_serve_reads_a_document_and_an_interrupt_leaves_nothing_behind(data: Path) -> None:
    process, address = started(data)
    href = hand_in(address)
    end = time.monotonic() + 120
    while time.monotonic() < end:
        case = ask(address + href)
        if case["documents"][0]["state"] in {"read", "failed"}:
            break
        time.sleep(0.5)
    assert case["documents"][0]["kind"] == "business_licence"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert relatives(data) == []


def test_an_interrupt_during_the_start_is_heard(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    while not data.exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert relatives(data) == []


def test_a_taken_port_is_said_before_anything_starts(data: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "service.cli", "serve", "--port", port, "--data", str(data)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 3 and port in done.stderr
    assert not data.exists()
