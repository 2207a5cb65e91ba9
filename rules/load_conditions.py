"""Conditions: all, any, not over tests, with ids, labels and citations."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules import expressions, notice, parse, schema
from rules.errors import Place, near
from rules.model import Citation, Condition, Gate, Notice, Test, Use
from rules.parse import Names
from rules.schema import Obj, fail
from rules.types import Type
from rules.yamlpos import Mapping, Node

_COMMON = ("id", "label", "cite")
_SORTS = ("test", "all", "any", "not", "use")


@dataclass(slots=True)
class Conditions:
    """Reads the conditions of one measure or one derived fact."""

    names: Names
    notice: Notice
    owner: str  #: "1a" or "enterprise.is_sme"; begins every key
    cited: bool  #: every leaf must stand under a citation
    ids: dict[str, Place] = field(default_factory=dict)

    def read(self, node: Node, path: str, cite: Citation | None = None) -> Condition:
        if not isinstance(node, Mapping):
            raise fail(node.place, "type", f"a condition is one of {', '.join(s + ':' for s in _SORTS)}")
        sorts = [s for s in _SORTS if s in node.items]
        if len(sorts) != 1:
            known = next((near(k, _SORTS) for k in node.items if near(k, _SORTS)), "")
            given = " and ".join(sorts) if sorts else "none"
            raise fail(
                node.place, "condition", f"a condition has exactly one of {', '.join(_SORTS)}, here {given}{known}"
            )
        sort = sorts[0]
        obj = Obj(node, f"a condition of {self.owner}", required=(sort,), optional=_COMMON)
        id_ = self._id(obj)
        label = obj.both_or_none("label")
        if id_ and label is None and sort != "use":
            raise fail(obj.place, "missing_key", f"the criterion {id_} needs a label")
        own = notice.cite(obj.at("cite"), self.notice, id_ or self.owner) if "cite" in obj else cite
        key = f"{self.owner}.{id_}" if id_ else path
        if sort == "test":
            return self._test(obj, key, id_, label, own)
        if sort == "use":
            return self._use(obj, key, id_, label, own)
        return self._gate(obj, sort, key, id_, label, own)

    def _id(self, obj: Obj) -> str | None:
        if "id" not in obj:
            return None
        id_ = obj.text("id")
        if id_ in self.ids:
            raise fail(
                obj.at("id").place,
                "duplicate_id",
                f"{self.owner} has the criterion {id_!r} already (line {self.ids[id_].line})",
            )
        if not id_.replace("_", "").isalnum() or not id_.isascii():
            raise fail(obj.at("id").place, "name", f"the id {id_!r} may hold only letters, digits and _")
        self.ids[id_] = obj.at("id").place
        return id_

    def _need_cite(self, cite: Citation | None, place: Place, what: str) -> None:
        if self.cited and cite is None:
            raise fail(
                place,
                "no_citation",
                f"{what} of {self.owner} cites nothing: give it, or a group around it, `cite: {{clause, quote}}`",
            )

    def _test(self, obj: Obj, key: str, id_: str | None, label: schema.Text | None, cite: Citation | None) -> Test:
        written = schema.scalar(obj.at("test"), f"test of {key}")
        self._need_cite(cite, obj.place, f"the test {written.text!r}")
        test = parse.comparison(written.text, self.names, written.inner)
        return Test(key, id_, label, cite, test, self._scope(test), obj.place)

    def _scope(self, test: expressions.Comparison) -> str | None:
        for side in expressions.sides(test):
            for name in expressions.own_facts(side):
                owner = self.names.facts[name].subject
                if self.names.subjects[owner].many:
                    return owner
        return None

    def _use(self, obj: Obj, key: str, id_: str | None, label: schema.Text | None, cite: Citation | None) -> Use:
        fact = obj.text("use")
        place = obj.at("use").place
        spec = self.names.facts.get(fact)
        if spec is None or not spec.derived or spec.type is not Type.BOOL:
            bools = [f.name for f in self.names.facts.values() if f.derived and f.type is Type.BOOL]
            raise fail(place, "unknown_fact", f"use: {fact!r} is no derived yes/no fact{near(fact, bools)}")
        many = self.names.subjects[spec.subject].many
        if many and spec.subject != self.names.scope:
            raise fail(place, "scope", f"{fact} belongs to one {spec.subject} of several, here there is none")
        self._need_cite(cite, obj.place, f"the use of {fact}")
        return Use(key, id_, label, cite, fact, spec.subject if many else None, obj.place)

    def _gate(
        self, obj: Obj, op: str, key: str, id_: str | None, label: schema.Text | None, cite: Citation | None
    ) -> Gate:
        if op == "not":
            parts: tuple[Condition, ...] = (self.read(obj.at("not"), f"{key}.not", cite),)
        else:
            items = schema.listing(obj.at(op), f"{op} of {key}").items
            if not items:
                raise fail(obj.where(op), "empty", f"`{op}` of {self.owner} has no conditions")
            parts = tuple(self.read(item, f"{key}.{number}", cite) for number, item in enumerate(items, 1))
        scope = next((p.scope for p in parts if p.scope), None)
        return Gate(key, id_, label, cite, op, parts, scope, obj.place)


def joined(key: str, first: Condition, second: Condition, place: Place) -> Gate:
    """all of two conditions."""
    return Gate(key, None, None, None, "all", (first, second), first.scope or second.scope, place)
