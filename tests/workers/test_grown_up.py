"""The same code over PostgreSQL and a Redis of its own, with two worker nodes, by settings alone."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stack import ON, PACK, ended, settings_in, text_pdf
from workers import checks, embedded
from workers.queue import Queue
from workers.records import CaseState, DocumentState
from workers.store import Store
from workers.supervisor import Stack

pytestmark = pytest.mark.stack


def test_two_nodes_share_a_queue_and_a_database(tmp_path: Path, postgres: str) -> None:
    socket = embedded.Socket(tmp_path)
    server = embedded.start(socket, tmp_path)
    settings = replace(settings_in(tmp_path), redis_url=socket.url, database_url=postgres)
    try:
        assert [check.code for check in (checks.database(settings), checks.queue(settings))] == [None, None]
        with Stack(settings) as one, Stack(settings) as other:
            assert (one.redis_pid, other.redis_pid) == (None, None)
            web = Store(settings)  # a web process beside them
            queue = Queue(settings, web)
            made = []
            for number in range(3):
                case = web.create_case(applicant=None, pack=PACK, on=ON)
                for page in range(2):
                    web.add_document(case.id, "a.pdf", text_pdf(mark=f"{number}-{page}"))
                web.add_statement(case.id, "enterprise.trade", "enterprise", "retail", "applicant", "张三", "")
                made.append(case.id)
            threads = [threading.Thread(target=queue.submit, args=(case_id,)) for case_id in made]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            for case_id in made:
                done = ended(web, case_id)
                assert done.state == CaseState.DONE
                assert [(d.state, d.attempts) for d in done.documents] == [(DocumentState.READ, 1)] * 2
            queue.close()
            web.close()
    finally:
        server.stop(2)
        socket.clean()
