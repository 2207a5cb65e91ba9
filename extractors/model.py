"""What the extractors hand over: pages of words with boxes, and fields with evidence.

One coordinate system: PDF points (1/72 inch), origin at the top left of the page *as a viewer shows it*
(a PDF's /Rotate and a photo's EXIF orientation already applied). Pages are numbered from 1.
A page that was scanned askew is straightened for reading; :attr:`Word.place` is where the word stands on the
straightened page (layout logic uses it), :attr:`Word.box` where it stands on the page as shown (evidence uses it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle in PDF points; ``x0 <= x1`` and ``top <= bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


class Method(StrEnum):
    """How a text or value came to be known."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    REVIEWER = "reviewer"
    APPLICANT = "applicant"
    REGISTRY = "registry"
    DERIVED = "derived"


#: a full-width mark taken for its neighbour changes no value
_MARKS = frozenset("，。、；：（）《》“”")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a visible gap (Chinese text: a phrase, a cell, often a whole line)."""

    text: str  #: verbatim, never normalised
    box: Box  #: on the page as shown
    place: Box  #: on the straightened page; equals ``box`` for a text layer
    confidence: float = 1.0  #: 0..1; the recogniser's mean character probability, 1 for a text layer
    #: left edge of each character and the right edge of the last, on the straightened page, in points;
    #: ``len(text) + 1`` numbers, or empty where unknown (then characters are taken as equally wide)
    edges: tuple[float, ...] = ()
    #: 0..1, one for each character of ``text``; empty where nothing was recognised (a text layer)
    probabilities: tuple[float, ...] = ()
    #: on a sheet the cell it stands in, ``C12``; of merged cells the first
    cell: str | None = None
    #: printed in red, which is how a figure without a minus may say that it is less than nothing; a scan does not tell
    red: bool = False

    def least(self, start: int, end: int) -> float:
        """How certain the least certain of the characters ``start:end`` is; full-width marks count only alone."""
        known = self.probabilities
        if len(known) != len(self.text):
            return self.confidence
        of = [p for c, p in zip(self.text[start:end], known[start:end], strict=True) if c not in _MARKS]
        return min(of or known[start:end], default=self.confidence)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn table line on the straightened page, horizontal or vertical, in points."""

    x0: float
    top: float
    x1: float
    bottom: float


#: a projective mapping, row by row: x' = (a x + b y + c) / w, y' = (d x + e y + f) / w, w = g x + h y + i
Projective = tuple[float, float, float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Flattened:
    """How a page photographed from aslant was seen from straight above, after turning and before ``skew``."""

    mapping: Projective  #: points of the turned page to points of the flat one
    width: float  #: points, of the flat page
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    number: int  #: from 1
    width: float  #: points, as shown
    height: float  #: points, as shown
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()
    method: Method = Method.TEXT_LAYER  #: TEXT_LAYER or OCR: which reader read this page
    #: why that reader, a stable code: text_layer, no_text, garbled_text, mostly_image, image_file, cells
    reason: str = "text_layer"
    turned: int = 0  #: degrees clockwise (0, 90, 180, 270) the page was turned to stand upright for reading
    skew: float = 0.0  #: degrees the page was straightened by, after turning and flattening
    seals: tuple[Box, ...] = ()  #: where a seal covers the page, as shown
    flat: Flattened | None = None  #: a photo's perspective, undone after turning
    #: of a spreadsheet the name of the sheet laid out here, empty where it has none (CSV); None for a page of paper
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that a person must hear of; never raised, always carried along."""

    code: str  #: stable, for programs: ``extract.amount_words_figures_differ``
    data: Mapping[str, str | int] = field(default_factory=dict)  #: fills the message of the catalogue
    page: int | None = None  #: from 1
    boxes: tuple[Box, ...] = ()  #: on the page as shown


@dataclass(frozen=True, slots=True)
class Document:
    sha256: str  #: of the file's bytes, lower-case hex
    name: str  #: file name as given, for people only
    media_type: str  #: by the bytes, one of :mod:`extractors.sniff`
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands. No field, and later no fact, without one."""

    document: str  #: sha256
    page: int  #: from 1
    boxes: tuple[Box, ...]  #: on the page as shown; one for each line the text runs over
    text: str  #: verbatim, as read
    method: Method
    confidence: float  #: 0..1
    sheet: str | None = None  #: as :attr:`Page.sheet`
    cells: tuple[str, ...] = ()  #: of a sheet the cells, ``C12``, in reading order; empty on paper


@dataclass(frozen=True, slots=True)
class RentPeriod:
    """One step of a rent schedule. Days inclusive at both ends."""

    start: date
    end: date
    amount: Decimal  #: yuan
    per: str  #: month, quarter, year, total


#: dates are dates, months "YYYY-MM" text, money Decimal yuan, counts int; never float
Value = str | int | bool | Decimal | date | tuple[str, ...] | tuple[RentPeriod, ...] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Field:
    name: str  #: as in the kind's YAML
    value: Value
    evidence: tuple[Evidence, ...]  #: never empty
    confidence: float  #: 0..1
    sure: bool  #: may be used without a person looking
    checks: tuple[str, ...] = ()  #: codes of checks passed (+code) and failed (-code)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"field {self.name} has no evidence")


@dataclass(frozen=True, slots=True)
class Missing:
    name: str
    #: stable code: not_found, empty (the form has the label, nothing stands there), unreadable, ambiguous,
    #: conflict, not_stated_by_this_kind
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The document contradicts itself on a field; neither value is chosen."""

    name: str
    readings: tuple[Field, ...]  #: two or more
    code: str  #: stable: words_figures_differ, two_values, …


@dataclass(frozen=True, slots=True)
class Classified:
    kind: str  #: name of a kind, or "other"
    confidence: float  #: 0..1
    runner_up: str | None = None
    reasons: tuple[Evidence, ...] = ()  #: the anchors found


@dataclass(frozen=True, slots=True)
class Extraction:
    document: str  #: sha256
    kind: Classified
    fields: tuple[Field, ...] = ()
    missing: tuple[Missing, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: a statement file may hold the parent company's own table beside the consolidated one, under its name
    parts: Mapping[str, Extraction] = field(default_factory=dict)
    #: where a paper tells of several periods one by one; None for all others
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What a paper tells of several periods, of each as a paper of that period alone would."""

    by: str  #: the field that tells them apart: month, period
    #: by the value of that field; a period told in two ways stands there twice, ``2020-02`` and ``2020-02~2``
    parts: Mapping[str, Extraction]

    @property
    def told(self) -> frozenset[str]:
        """Fields that every part tells: the paper as a whole lacks none of them."""
        each = [frozenset(field.name for field in part.fields) for part in self.parts.values()]
        return each[0].intersection(*each[1:]) if each else frozenset()
