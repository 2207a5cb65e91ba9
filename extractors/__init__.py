"""From bytes to fields with evidence: :func:`read`, :func:`classify`, :func:`extract`.

A library: no web, no queue, no database. Heavy readers (PaddleOCR) are imported on first use, inside ``backends/``.
"""
