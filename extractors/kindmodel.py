"""What a kind's YAML says, checked: how to know a document of the kind, its fields, and how to check them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Anchor:
    """Text that speaks for or against a kind, once however often it occurs."""

    pattern: re.Pattern[str]
    weight: float  #: added to (or, for ``against``, taken from) the kind's score
    title: bool = False  #: sought in title lines only


@dataclass(frozen=True, slots=True)
class FinderCall:
    """One entry of a field's ``finders``."""

    name: str  #: in the registry of :mod:`extractors.finders`
    spec: Mapping[str, Any]  #: the finder's own keys, checked
    score: float  #: 0..1, how far a place found this way is to be believed; multiplies the candidate's own
    despite_blank: bool = False  #: a value found here counts although the form's own place is empty


@dataclass(frozen=True, slots=True)
class FieldSpec:
    name: str
    type: str  #: in the registry of :mod:`extractors.values`
    finders: tuple[FinderCall, ...]
    #: of several different values: ``one`` (they conflict), ``first`` or ``last`` in reading order, ``all`` (joined)
    pick: str = "one"
    required: bool = False  #: missing it is worth a problem
    options: Mapping[str, Any] = field(default_factory=dict)  #: of the type: least, most, choices …


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of ``checks`` or ``derive``."""

    name: str  #: in the registry of :mod:`extractors.checks`
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: Mapping[str, str]  #: for people: zh, en
    threshold: float  #: least score at which a document is of this kind
    anchors: tuple[Anchor, ...]
    against: tuple[Anchor, ...]
    fields: Mapping[str, FieldSpec]
    checks: tuple[Step, ...] = ()
    derive: tuple[Step, ...] = ()
    readers: tuple[Step, ...] = ()  #: read whole tables at once; in the registry of :mod:`extractors.finders`
    cells: bool = False  #: its papers may be drawn forms: their tables are read cell by cell
    labels: tuple[str, ...] = ()  #: all labels of the kind: where one stands, the value before it has ended
