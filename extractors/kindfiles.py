"""Loads ``kinds/*.yaml``. Every mistake is a KindError with file, line and column; see ``kinds/README.md``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors import finders, values
from extractors.checks import CHECKS, DERIVATIONS
from extractors.errors import KindError
from extractors.kindmodel import Anchor, FieldSpec, FinderCall, Kind, Step
from extractors.registry import Entry, checked, compiled
from extractors.strictyaml import Node, files, load

#: the answer for a document of no kind here
OTHER = "other"
FOLDER = Path(__file__).parent / "kinds"
_PICKS = ("one", "first", "last", "all")
#: keys that any finder takes
_COMMON = {"score": "number", "despite_blank": "flag"}


def _anchors(node: Node | None, *, title: bool) -> list[Anchor]:
    found = []
    for item in node.sequence() if node else []:
        keys = item.mapping(("match", "weight", "title"), ("match", "weight"))
        only_title = keys["title"].flag() if "title" in keys else title
        found.append(Anchor(compiled(keys["match"]), keys["weight"].number(), only_title))
    return found


def _one(node: Node) -> tuple[str, Node, Node]:
    """The single ``name: spec`` of a list entry, with the node of the name for errors."""
    keys = node.mapping()
    if len(keys) != 1:
        node.fail("exactly one name is expected here, as in '- after_label: {…}'")
    name, spec = next(iter(keys.items()))
    return name, spec, node


def _call(node: Node, known: Mapping[str, Entry], what: str, extra: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    name, spec, at = _one(node)
    at.mapping(known)  # refuses an unknown name with the nearest one
    entry = known[name]
    forms = {**entry.keys, **extra}
    keys = spec.mapping(forms, sorted(entry.required))
    return name, {key: checked(value, forms[key]) for key, value in keys.items()}


def _finder(node: Node) -> FinderCall:
    name, spec = _call(node, finders.FINDERS, "finder", _COMMON)
    score = float(spec.pop("score", 0.9))
    if not 0 < score <= 1:
        node.fail("'score' is more than 0 and at most 1")
    return FinderCall(name, spec, score, bool(spec.pop("despite_blank", False)))


def _field(name: str, node: Node) -> FieldSpec:
    keys = node.mapping(("type", "finders", "pick", "required", "options"), ("type",))
    kind = keys["type"].text()
    if kind not in values.TYPES:
        keys["type"].fail(f"unknown type '{kind}'; known: {', '.join(sorted(values.TYPES))}")
    pick = keys["pick"].text() if "pick" in keys else "one"
    if pick not in _PICKS:
        keys["pick"].fail(f"'pick' is one of {', '.join(_PICKS)}")
    options = {}
    if "options" in keys:
        for key, value in keys["options"].mapping(values.OPTIONS).items():
            options[key] = checked(value, values.OPTIONS[key])
    return FieldSpec(
        name,
        kind,
        tuple(_finder(item) for item in keys["finders"].sequence()) if "finders" in keys else (),
        pick,
        keys["required"].flag() if "required" in keys else False,
        options,
    )


def _steps(node: Node | None, known: Mapping[str, Entry], names: Collection[str]) -> tuple[Step, ...]:
    steps = []
    for item in node.sequence() if node else []:
        name, spec = _call(item, known, "check", {})
        for key, form in known[name].keys.items():
            if form in {"field", "fields"} and key in spec:
                for used in (spec[key],) if form == "field" else spec[key]:
                    if used not in names:
                        item.fail(f"'{used}' is no field of this kind")
        steps.append(Step(name, spec))
    return tuple(steps)


def _children(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.mapping().items()) if node else []


def _readers(node: Node | None) -> tuple[Step, ...]:
    steps = []
    for item in node.sequence() if node else []:
        steps.append(Step(*_call(item, finders.READERS, "reader", {})))
    return tuple(steps)


def load_kind(path: Path) -> Kind:
    """The kind that a file describes. Raises KindError."""
    root = load(path)
    keys = root.mapping(
        ("kind", "title", "classify", "cells", "readers", "labels", "fields", "checks", "derive"),
        ("kind", "title", "classify"),
    )
    name = keys["kind"].text()
    if name != path.stem:
        keys["kind"].fail(f"the file is called '{path.stem}'")
    title = {lang: text.text() for lang, text in keys["title"].mapping(("zh", "en"), ("zh", "en")).items()}
    how = keys["classify"].mapping(("threshold", "titles", "body", "against"), ("threshold",))
    fields = {name: _field(name, node) for name, node in _children(keys.get("fields"))}
    used = {text for spec in fields.values() for call in spec.finders for text in call.spec.get("labels", ())}
    own = tuple(child.text() for child in keys["labels"].sequence()) if "labels" in keys else ()
    return Kind(
        name,
        title,
        how["threshold"].number(),
        (*_anchors(how.get("titles"), title=True), *_anchors(how.get("body"), title=False)),
        tuple(_anchors(how.get("against"), title=False)),
        fields,
        _steps(keys.get("checks"), CHECKS, fields),
        _steps(keys.get("derive"), DERIVATIONS, fields),
        _readers(keys.get("readers")),
        keys["cells"].flag() if "cells" in keys else False,
        tuple(sorted({*used, *own}, key=lambda text: (-len(text), text))),
    )


@lru_cache(maxsize=4)
def load_kinds(folder: Path = FOLDER) -> Mapping[str, Kind]:
    """Every kind of a folder by name. Raises KindError."""
    kinds: dict[str, Kind] = {}
    for path in files(folder):
        kind = load_kind(path)
        kinds[kind.name] = kind
    if OTHER in kinds:
        raise KindError(path=f"{OTHER}.yaml", line=1, column=1, problem="'other' is no kind, it is the lack of one")
    return kinds
