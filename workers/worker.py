"""A Celery worker: ``python -m workers.worker``. Its settings come from the environment."""

from __future__ import annotations

import os
from typing import Any

from celery.signals import worker_process_init

from workers import limits, tasks
from workers.app import DECISIONS, DOCUMENTS, make_app
from workers.settings import Settings


def main() -> None:
    settings = Settings.from_env()
    cores = os.cpu_count() or 1
    # numeric libraries start a thread per core in every process, which only makes them wait for each other
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, cores // settings.concurrency)))
    os.environ["HUIQI_OCR_THREADS"] = str(settings.ocr_threads)  # where the reader, which knows no settings, looks
    app = make_app(settings)
    tasks.register(app)
    parent = os.getpid()

    def set_up_child(**_: Any) -> None:
        limits.die_with_parent(parent)
        limits.bound(settings.worker_memory_mb)
        tasks.after_fork(settings)

    worker_process_init.connect(set_up_child, weak=False)
    app.worker_main(
        [
            *(
                "worker",
                "--pool",
                "prefork",
                "--queues",
                f"{DECISIONS},{DOCUMENTS}",
                "--hostname",
                f"huiqi-{parent}@%h",
            ),
            *("--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
    )


if __name__ == "__main__":
    main()
