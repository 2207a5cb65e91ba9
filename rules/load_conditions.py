"""Conditions: all, any, not over tests, with ids, labels and citations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from rules import expressions, notice, parse, schema
from rules.errors import PackProblem, Parts, Place, near, near_zh, nearest
from rules.model import Citation, Condition, Gate, Notice, Test, Use
from rules.parse import Names
from rules.schema import Obj, Text, fail
from rules.texts import of
from rules.types import Type
from rules.yamlpos import Mapping, Node

_COMMON = ("id", "label", "cite")
#: stands for a citation that is given, but wrongly: the entry is refused anyway
_TOLD = Citation("", "", 0, 0)
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
            raise fail(
                node.place, "type", f"a condition is one of {', '.join(s + ':' for s in _SORTS)}",
                f"条件应写成 {'、'.join(s + ':' for s in _SORTS)} 之一",
            )  # fmt: skip
        sorts = [s for s in _SORTS if s in node.items]
        if len(sorts) != 1:
            raise self._unsorted(node, sorts)
        sort = sorts[0]
        parts = Parts()
        this = Text(f"{self.owner} 的一个条件", f"a condition of {self.owner}")
        obj = Obj(node, this, (sort,), _COMMON, parts)
        id_ = parts(lambda: self._id(obj))
        label = parts(lambda: obj.both_or_none("label"))
        if id_ and "label" not in obj and sort != "use":
            parts.tell(
                fail(
                    obj.place, "missing_key", f"the criterion {id_} needs a label",
                    f"条件 {id_} 有 id，就要有 label（中英文），请补上",
                ).diagnostics
            )  # fmt: skip
        own = parts(lambda: self._cite(obj, id_, cite))
        if "cite" in obj and own is None:
            own = _TOLD  # a wrong citation is not a missing one
        key = f"{self.owner}.{id_}" if id_ else path
        made: Condition = parts(lambda: self._sort(sort)(obj, key, id_, label, own))
        parts.done()
        return made

    def _sort(self, sort: str) -> Callable[[Obj, str, str | None, Text | None, Citation | None], Condition]:
        if sort == "test":
            return self._test
        return self._use if sort == "use" else partial(self._gate, sort)

    def _unsorted(self, node: Mapping, sorts: list[str]) -> PackProblem:
        """A condition of no sort, or of two. The place is the key at fault, where there is one."""
        slips = [key for key in node.items if key not in _COMMON and nearest(key, _SORTS)]
        key = slips[0] if slips and not sorts else ""
        place = node.keys[key] if key else node.keys[sorts[1]] if sorts else node.place
        given = " and ".join(sorts) if sorts else "none"
        return fail(
            place, "condition",
            f"a condition has exactly one of {', '.join(_SORTS)}, here {given}{near(key, _SORTS)}",
            f"一个条件只能有 {'、'.join(_SORTS)} 中的一个，这里"
            f"{'有 ' + ' 和 '.join(sorts) + '，请分成两个条件' if sorts else '一个也没有'}{near_zh(key, _SORTS)}",
        )  # fmt: skip

    def _cite(self, obj: Obj, id_: str | None, above: Citation | None) -> Citation | None:
        return notice.cite(obj.at("cite"), self.notice, id_ or self.owner) if "cite" in obj else above

    def _id(self, obj: Obj) -> str | None:
        if "id" not in obj:
            return None
        id_ = obj.text("id")
        place = obj.at("id").place
        if id_ in self.ids:
            first = self.ids[id_].line
            raise fail(
                place, "duplicate_id", f"{self.owner} has the criterion {id_!r} already (line {first})",
                f"{self.owner} 已经有条件 {id_!r}（第 {first} 行），请换一个 id",
            )  # fmt: skip
        if not id_.replace("_", "").isalnum() or not id_.isascii():
            raise fail(
                place,
                "name",
                f"the id {id_!r} may hold only letters, digits and _",
                f"id {id_!r} 只能用英文字母、数字和 _",
            )
        self.ids[id_] = place
        return id_

    def _need_cite(self, cite: Citation | None, place: Place, what: Text) -> None:
        if self.cited and cite is None:
            raise fail(
                place, "no_citation",
                f"{what.en} of {self.owner} cites nothing: give it, or a group around it, `cite: {{clause, quote}}`",
                f"{self.owner} 的{what.zh}没有引用通知原文：请给它或它外面的一层写上 cite: {{clause, quote}}",
            )  # fmt: skip

    def _test(self, obj: Obj, key: str, id_: str | None, label: Text | None, cite: Citation | None) -> Test:
        written = schema.scalar(obj.at("test"), of("test", key))
        parts = Parts()
        parts(lambda: self._need_cite(cite, obj.place, Text(f"判断 {written.text!r} ", f"the test {written.text!r}")))
        test = parts(lambda: parse.comparison(written.text, self.names, written.inner))
        parts.done()
        return Test(key, id_, label, cite, test, self._scope(test), obj.place)

    def _scope(self, test: expressions.Comparison) -> str | None:
        for side in expressions.sides(test):
            for name in expressions.own_facts(side):
                owner = self.names.facts[name].subject
                if self.names.subjects[owner].many:
                    return owner
        return None

    def _use(self, obj: Obj, key: str, id_: str | None, label: Text | None, cite: Citation | None) -> Use:
        fact = obj.text("use")
        place = obj.at("use").place
        spec = self.names.facts.get(fact)
        if spec is None and self.names.spoiled(fact):
            raise PackProblem.several(())
        if spec is None or not spec.derived or spec.type is not Type.BOOL:
            bools = [f.name for f in self.names.facts.values() if f.derived and f.type is Type.BOOL]
            hint, hint_zh = near(fact, bools), near_zh(fact, bools)
            if spec is not None:
                hint, hint_zh = "; write it as a test:", "；请写成 test:"
            raise fail(
                place, "unknown_fact", f"use: {fact!r} is no derived yes/no fact{hint}",
                f"use: {fact!r} 不是推导出的是非事实{hint_zh}",
            )  # fmt: skip
        many = self.names.subjects[spec.subject].many
        if many and spec.subject != self.names.scope:
            raise fail(
                place, "scope", f"{fact} belongs to one {spec.subject} of several, here there is none",
                f"{fact} 属于多个 {spec.subject} 中的一个，这里没有指明是哪一个；请在措施里写 over: {spec.subject}",
            )  # fmt: skip
        self._need_cite(cite, obj.place, Text(f"引用 {fact} ", f"the use of {fact}"))
        return Use(key, id_, label, cite, fact, spec.subject if many else None, obj.place)

    def _gate(self, op: str, obj: Obj, key: str, id_: str | None, label: Text | None, cite: Citation | None) -> Gate:
        parts = Parts()
        if op == "not":
            found: tuple[Condition, ...] = (self.read(obj.at("not"), f"{key}.not", cite),)
        else:
            items = schema.listing(obj.at(op), of(op, key)).items
            if not items:
                raise fail(
                    obj.where(op), "empty", f"`{op}` of {self.owner} has no conditions",
                    f"{self.owner} 的 {op} 里一个条件也没有，请写上或删去",
                )  # fmt: skip
            found = tuple(parts(self.read, item, f"{key}.{number}", cite) for number, item in enumerate(items, 1))
        parts.done()
        scope = next((p.scope for p in found if p.scope), None)
        return Gate(key, id_, label, cite, op, found, scope, obj.place)


def joined(key: str, first: Condition, second: Condition, place: Place) -> Gate:
    """all of two conditions."""
    return Gate(key, None, None, None, "all", (first, second), first.scope or second.scope, place)
