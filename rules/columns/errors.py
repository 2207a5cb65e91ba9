"""What is wrong with frames that are to be screened; the catalogue's sentence is ``error.screen.<reason>``."""

from __future__ import annotations

from collections.abc import Sequence

from rules.errors import RulesError, nearest

#: why a frame, or a cell of it, is refused
REASONS = (
    "no_folder", "no_files", "no_cases", "twice", "unknown_file", "unreadable", "short_row", "missing_column",
    "unknown_fact", "unknown_subject", "derived", "steps_apart", "wrong_type", "column_twice", "empty_name",
    "case_twice", "unknown_case", "subject_twice", "bad_cell", "bad_choice", "bad_subject", "out_suffix",
)  # fmt: skip


class FrameRefused(RulesError):
    """Facts in columns that cannot be read exactly. ``code`` is ``screen.<reason>``.

    data, as far as they apply: frame (file or frame name), row (from 1, the heading being row 1), column, value,
    wanted (a type), near (a suggestion), dtype.
    """

    code = "screen.refused"

    def __init__(self, reason: str, **data: str | int) -> None:
        super().__init__("", **data, reason=reason)
        self.code = f"screen.{reason}"


def unknown_facts(frame: str, columns: Sequence[str], known: Sequence[str]) -> FrameRefused:
    """Columns that are no facts of a frame, with the name nearest to each; ``month`` is near ``headcount.month``."""
    close = (_close(column, known) for column in columns)
    near = ", ".join(
        f"{column} → {found}" if len(columns) > 1 else found for column, found in zip(columns, close, strict=True)
    )
    return FrameRefused("unknown_fact", frame=frame, column=", ".join(columns), near=near)


def _close(column: str, known: Sequence[str]) -> str:
    owned = {name.partition(".")[2]: name for name in known}
    word = column.rpartition(".")[2]
    return owned.get(word) or nearest(column, known) or owned.get(nearest(word, owned)) or "—"


class AmountTooLarge(RulesError):
    """An amount of 2**63 fen (92 quadrillion yuan) or more: no column holds it. data: case, measure."""

    code = "screen.amount_too_large"
