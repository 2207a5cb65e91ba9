"""What is wrong with frames that are to be screened; the catalogue's sentence is ``error.screen.<reason>``."""

from __future__ import annotations

from rules.errors import RulesError

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
        self.code = f"screen.{reason}"  # type: ignore[misc]


class AmountTooLarge(RulesError):
    """An amount of 2**63 fen (92 quadrillion yuan) or more: no column holds it. data: case, measure."""

    code = "screen.amount_too_large"
