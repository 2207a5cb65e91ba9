"""From facts to cited decisions: load a pack of rules, evaluate the facts of a case, seal the result.

A library: no web, no queue, no database. durable_rules is imported only when it is asked to read (``rules.engine``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rules.decisions import Decision as Decision
    from rules.decisions import Evaluation as Evaluation
    from rules.evaluation import evaluate as evaluate
    from rules.facts import Conflict as Conflict
    from rules.facts import Fact as Fact
    from rules.facts import FactSet as FactSet
    from rules.facts import Overruling as Overruling
    from rules.facts import SourceRef as SourceRef
    from rules.facts import State as State
    from rules.jsonform import facts_from_json as facts_from_json
    from rules.jsonform import to_json as to_json
    from rules.model import Pack as Pack
    from rules.runner import run_cases as run_cases
    from rules.sealing import opened as opened
    from rules.sealing import seal as seal
    from rules.shipped import find_shipped as find_shipped
    from rules.shipped import load_pack as load_pack
    from rules.shipped import shipped_packs as shipped_packs
    from rules.types import RentStep as RentStep

_HOMES = {
    "Conflict": "facts", "Decision": "decisions", "Evaluation": "decisions", "Fact": "facts", "FactSet": "facts",
    "Overruling": "facts", "Pack": "model", "RentStep": "types", "SourceRef": "facts", "State": "facts",
    "evaluate": "evaluation", "facts_from_json": "jsonform", "find_shipped": "shipped", "load_pack": "shipped",
    "opened": "sealing", "run_cases": "runner", "seal": "sealing", "shipped_packs": "shipped", "to_json": "jsonform",
}  # fmt: skip


def verify(sealed: bytes) -> Evaluation:
    """Replay a sealed evaluation of a shipped pack, offline. Raises :class:`rules.errors.SealBroken`."""
    from rules.sealing import verify as replay
    from rules.shipped import find_shipped as find

    return replay(sealed, find)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rules' has no attribute {name!r}")
    return getattr(import_module(f"rules.{_HOMES[name]}"), name)
