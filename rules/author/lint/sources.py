"""Who can supply a fact, and where a value comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.author.lint.view import Offer, Supply, View, warn
from rules.errors import Diagnostic, Place, near, near_zh
from rules.model import FactSpec
from rules.schema import Text
from rules.yamlpos import Listing
from rules.yamlpos import Mapping as MappingNode

#: a title or a number by which a document can be found
_DOCUMENT = re.compile(r"《[^》]+》|[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号|第\s*\d+\s*号")
#: the part of a field that is one month
_MONTH = re.compile(r"\.\d{4}-\d{2}$")
#: so many fields can be told in one line
_FEW = 12


def check(view: View) -> Iterator[Diagnostic]:
    yield from _parameters(view)
    if view.supply is not None:
        yield from _subjects(view, view.supply)
        for spec in view.pack.facts.values():
            if spec.sources:
                yield from _fact(view, view.supply, spec)


def _parameters(view: View) -> Iterator[Diagnostic]:
    """A number of no stated origin: no words of the notice, no address, and nobody who answers for it."""
    for name, parameter in view.pack.parameters.items():
        source = parameter.source
        found = source.citation or source.url or _DOCUMENT.search(source.text)
        if not found and not parameter.discretion:
            place, node = view.parameters[name]
            where = node.items.get("source")
            yield warn(
                where.place if where else place, "no_origin",
                f"the source of param.{name} leads nowhere: give clause and quote, a url, or a document's number",
                f"参数 {name} 的来源无从查找：请写 clause 和 quote，或 url，或文件名称和文号",
            )  # fmt: skip


def _subjects(view: View, supply: Supply) -> Iterator[Diagnostic]:
    for name, spec in view.pack.subjects.items():
        if spec.document and spec.document not in supply:
            node = view.subjects[name][1].items["document"]
            yield from _no_kind(node.place, spec.document, supply)


def _no_kind(place: Place, kind: str, supply: Supply) -> Iterator[Diagnostic]:
    yield warn(
        place, "unknown_kind", f"no document kind {kind!r} is read{near(kind, supply)}",
        f"没有能读的材料种类 {kind!r}{near_zh(kind, supply) or '；有：' + '、'.join(sorted(supply))}",
    )  # fmt: skip


def _fact(view: View, supply: Supply, spec: FactSpec) -> Iterator[Diagnostic]:
    kinds = {given.kind for given in spec.sources}
    node = view.facts[spec.name][1].items.get("from")
    items = [item for item in node if isinstance(item, MappingNode)] if isinstance(node, Listing) else []
    for given, item in zip(spec.sources, items, strict=True):
        offer = supply.get(given.kind)
        if offer is None:
            yield from _no_kind(item.items["kind"].place, given.kind, supply)
        else:
            yield from _field(item.items["field"].place, spec, given.kind, given.field, offer)
    if not spec.stated and spec.registry is None and not any(_gives(supply, g.kind, g.field) for g in spec.sources):
        yield warn(
            view.facts[spec.name][0], "no_supplier",
            f"nobody can supply {spec.name}: no {', no '.join(sorted(kinds))} gives it, and nobody may state it",
            f"没有人能提供 {spec.name}：{'、'.join(sorted(kinds))} 里都没有这一栏，也没有人可以说明",
        )  # fmt: skip


def _gives(supply: Supply, kind: str, field: str) -> bool:
    offer = supply.get(kind)
    return offer is not None and _MONTH.sub(".YYYY-MM", field) in offer.fields


def _field(place: Place, spec: FactSpec, kind: str, field: str, offer: Offer) -> Iterator[Diagnostic]:
    types = offer.fields.get(_MONTH.sub(".YYYY-MM", field))
    if types is None:
        yield warn(
            place, "unknown_field", f"{kind} has no field {field!r}{near(field, offer.fields) or _some(offer).en}",
            f"{kind} 没有 {field!r} 这一栏{near_zh(field, offer.fields) or _some(offer).zh}",
        )  # fmt: skip
    elif types and spec.type not in types:
        fits = ", ".join(sorted(types))
        yield warn(
            place, "field_type", f"{kind}.{field} gives {fits}, but {spec.name} is a {spec.type}",
            f"{kind} 的 {field} 给出 {fits}，而 {spec.name} 是 {spec.type}，请核对",
        )  # fmt: skip


def _some(offer: Offer) -> Text:
    """Fields there are, where none is meant."""
    names = list(offer.fields)
    few, more = names[:_FEW], len(names) > _FEW
    return Text(
        f"；有：{'、'.join(few)}{'……（huiqi rules kinds 列出全部）' if more else ''}",
        f"; it has {', '.join(few)}{', … (huiqi rules kinds lists all)' if more else ''}",
    )
