"""The columnar reader: the conditions of a pack over whole columns in Polars, exact and three-valued.

:mod:`rules.screen` is the door. Null is unknown; ``&`` and ``|`` of Polars are three-valued as gates are. No float
decides anything: a number is a pair of integer columns, and its bounds are known before it is worked out
(:mod:`rules.columns.exact`). What whole columns cannot say exactly, the plain reader says case by case; such cases
are marked ("the exact lane"), counted, and come out beside the others.

What Polars 2.1 does, found by trying, and what is done about it:

- Int64 and Int128 wrap silently, in ``*``, ``+``, ``sum`` and ``group_by().sum()``: bounds are checked before.
- Int128 has no unary minus (an error) and ``/`` gives a float: ``0 - x`` and pairs of integers instead.
- ``//`` rounds down, also below zero, and by zero gives null without a word: signs are kept apart, zero is asked for.
- A sum over nulls is 0 and skips nulls; ``first`` keeps them: what is unknown is counted beside every aggregate.
- A null condition of ``when`` takes the ``otherwise``: conditions of ``when`` are made true or false first.
- A literal alone gives one row, not as many as the frame has: sheets broadcast (:class:`rules.columns.sheet.Sheet`).
- Python ints past Int128 raise OverflowError in a Series: such values never reach one.
"""
