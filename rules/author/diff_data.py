"""What changed in the vocabulary, the registry lists and the derived facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules import wording
from rules.author.diff_criteria import Owner
from rules.author.diff_measures import words_changed
from rules.author.diff_model import DECISION, SOURCE, TEXT, Change
from rules.author.diff_normal import expression_key
from rules.author.diff_parameters import source_changed
from rules.author.diff_side import Pair, Side, joined, reached
from rules.errors import Place
from rules.model import Derived, FactSpec, Registry, SubjectSpec
from rules.names import normal_name
from rules.schema import Text

_NONE = Text("无", "none")


def _both(word: str) -> Text:
    return Text(word, word)


class Data:
    """Over two packs."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.a, self.b = pair.a.pack, pair.b.pack

    def changes(self) -> Iterator[Change]:
        yield from self._subjects()
        yield from self._facts()
        yield from self._registries()

    def _one(
        self, kind: str, owner: str, words: Text, key: tuple[str, ...], *, layer: str = DECISION, item: str = "",
        old: Text | None = None, new: Text | None = None, root: tuple[str, str] | None = None,
    ) -> Change:  # fmt: skip
        """``root``: what the change reaches is worked out from it, in both packs."""
        reach: tuple[tuple[str, ...], ...] = ((), (), ())
        if root is not None:
            sides = [s.reach for s in (self.pair.a, self.pair.b)]
            found = [(s.measures((root,)), s.conditions((root,)), s.amounts((root,))) for s in sides]
            reach = tuple(tuple(dict.fromkeys((*found[1][n], *found[0][n]))) for n in range(3))
            words = joined(words, reached(reach[0]))
        places = (self._place(self.pair.a, key), self._place(self.pair.b, key))
        return self.pair.change(
            kind, layer, owner, words, item=item, before=old, after=new, places=places, measures=reach[0],
            conditions=reach[1] if layer == DECISION else (), amounts=reach[2] if layer == DECISION else (),
        )  # fmt: skip

    @staticmethod
    def _place(side: Side, key: tuple[str, ...]) -> Place | None:
        known = {"fact": side.pack.facts, "subject": side.pack.subjects, "registry": side.pack.registries}
        if key[0] in known and key[1] not in known[key[0]]:
            return None
        if key[0] == "row":
            return side.places.found.get(key)
        return side.places.at(*key)

    # -- subjects and facts ------------------------------------------------------------------------------------

    def _subjects(self) -> Iterator[Change]:
        for name in dict.fromkeys((*self.a.subjects, *self.b.subjects)):
            old, new = self.a.subjects.get(name), self.b.subjects.get(name)
            root = ("subject", name)
            if old is None or new is None:
                label = (old or self.b.subjects[name]).label
                zh, en = ("新增", "new") if old is None else ("删去", "removed:")
                kind = "subject.added" if old is None else "subject.removed"
                words = Text(f"{zh}对象“{label.zh}”（{name}）", f"{en} subject “{label.en}” ({name})")
                yield self._one(kind, name, words, root)
                continue
            if (old.many, old.document) != (new.many, new.document):
                said = [_subject(old), _subject(new)]
                words = Text(
                    f"对象“{new.label.zh}”（{name}）由{said[0].zh}改为{said[1].zh}",
                    f"subject “{new.label.en}” ({name}): from {said[0].en} to {said[1].en}",
                )
                yield self._one("subject.changed", name, words, root, old=said[0], new=said[1], root=root)
            if old.label != new.label:
                yield words_changed(self.pair, name, old.label, new.label, self._places(root))

    def _places(self, key: tuple[str, ...]) -> tuple[Place | None, Place | None]:
        return (self._place(self.pair.a, key), self._place(self.pair.b, key))

    def _facts(self) -> Iterator[Change]:
        for name in dict.fromkeys((*self.b.facts, *self.a.facts)):
            old, new = self.a.facts.get(name), self.b.facts.get(name)
            key = ("fact", name)
            if old is None or new is None:
                given = old or new
                if given is not None:
                    yield self._alone(given, added=old is None)
                continue
            yield from self._fact(old, new)
            if old.derived and new.derived:
                yield from self._derived(self.a.derived[name], self.b.derived[name])
            if old.label != new.label:
                yield words_changed(self.pair, name, old.label, new.label, self._places(key))
            if old.ask != new.ask:
                yield words_changed(self.pair, name, old.ask, new.ask, self._places((*key, "ask")))

    def _alone(self, spec: FactSpec, *, added: bool) -> Change:
        sort = Text("派生事实", "derived fact") if spec.derived else Text("事实", "fact")
        zh, en = ("新增", "new") if added else ("删去", "removed:")
        words = Text(
            f"{zh}{sort.zh}“{spec.label.zh}”（{spec.name}）", f"{en} {sort.en} “{spec.label.en}” ({spec.name})"
        )
        group = "derived" if spec.derived else "fact"
        root = ("fact", spec.name)
        kind = f"{group}.added" if added else f"{group}.removed"
        return self._one(kind, spec.name, words, ("fact", spec.name), root=root)

    def _fact(self, a: FactSpec, b: FactSpec) -> Iterator[Change]:
        name, root = b.name, ("fact", b.name)
        called = Text(f"事实“{b.label.zh}”（{name}）", f"fact “{b.label.en}” ({name})")

        def one(kind: str, what: Text, old: Text, new: Text, where: str) -> Change:
            words = Text(
                f"{called.zh}的{what.zh}由{old.zh}改为{new.zh}", f"{called.en}: {what.en} {new.en}, was {old.en}"
            )
            return self._one(kind, name, words, ("fact", name, where), old=old, new=new, root=root)

        if a.derived != b.derived:
            yield one("fact.origin", Text("来历", "now"), _origin(a), _origin(b), "type")
        if a.type is not b.type:
            yield one("fact.type", Text("类型", "its type is"), _both(a.type), _both(b.type), "type")
        if a.choices.keys() != b.choices.keys():
            yield one("fact.choices", Text("可选值", "its choices are"), _choices(a), _choices(b), "choices")
        elif a.choices != b.choices:
            yield words_changed(self.pair, name, _choices(a), _choices(b), self._places(("fact", name, "choices")))
        if set(a.sources) != set(b.sources):
            yield one("fact.sources", Text("材料来源", "the papers that give it are"), _sources(a), _sources(b), "from")
        if (a.attest, a.declare) != (b.attest, b.declare):
            yield one("fact.stated", Text("可由谁陈述", "it may be stated by"), _stated(a), _stated(b), "attest")
        if a.registry != b.registry:
            yield one("fact.lookup", Text("名录查询", "its look-up is"), _lookup(a), _lookup(b), "registry")

    def _derived(self, a: Derived, b: Derived) -> Iterator[Change]:
        name = b.fact.name
        root = ("fact", name)
        called = Text(f"派生事实“{b.fact.label.zh}”（{name}）", f"derived fact “{b.fact.label.en}” ({name})")
        sorts = [_sort(d) for d in (a, b)]
        if sorts[0] != sorts[1]:
            turned = Text(
                f"的推法由{sorts[0].zh}改为{sorts[1].zh}", f": derived by {sorts[1].en}, was by {sorts[0].en}"
            )
            words = joined(called, turned)
            yield self._one("derived.sort", name, words, root, root=root)
            return
        touched = self.pair.b.reach.measures((root,))
        intro = Text(f"{called.zh}：", f"{called.en}: ")
        owner = Owner(self.pair, a, b, name, intro, touched, directed=b.when is not None)
        for change in owner.changes():
            yield self._carried(change, root)
        if a.value is not None and b.value is not None and expression_key(a.value) != expression_key(b.value):
            old, new = self.pair.a.speaker.name(a.value), self.pair.b.speaker.name(b.value)
            if old == new:
                old, new = _both(a.text), _both(b.text)
            words = joined(
                called, Text(f"的算法由“{old.zh}”改为“{new.zh}”", f": computed as “{new.en}” instead of “{old.en}”")
            )
            yield self._one("derived.value", name, words, (*root, "value"), old=old, new=new, root=root)
        if a.otherwise != b.otherwise:
            old, new = (
                wording.value(d.otherwise, d.fact.type, d.fact.choices) if d.otherwise is not None else _NONE
                for d in (a, b)
            )
            words = joined(called, Text(
                f"的其余情形由{old.zh}改为{new.zh}", f": in all other cases {new.en} instead of {old.en}"))  # fmt: skip
            yield self._one("derived.otherwise", name, words, (*root, "otherwise"), old=old, new=new, root=root)
        yield from source_changed(self.pair, "derived.source", name, called, a.source, b.source, self._places(root))

    def _carried(self, change: Change, root: tuple[str, str]) -> Change:
        """A change inside a derivation reaches every condition and amount that rests on the fact."""
        if change.layer != DECISION:
            return change
        sides = [s.reach for s in (self.pair.a, self.pair.b)]
        conditions = (c for s in sides for c in s.conditions((root,)))
        amounts = (m for s in sides for m in s.amounts((root,)))
        return self.pair.change(
            change.kind, change.layer, change.owner, joined(change.text, reached(change.measures)), item=change.item,
            effect=change.effect, before=change.before, after=change.after,
            places=(change.place_a, change.place_b), measures=change.measures,
            conditions=tuple(dict.fromkeys((*change.conditions, *conditions))), amounts=tuple(dict.fromkeys(amounts)),
        )  # fmt: skip

    # -- lists -------------------------------------------------------------------------------------------------

    def _registries(self) -> Iterator[Change]:
        for name in dict.fromkeys((*self.b.registries, *self.a.registries)):
            old, new = self.a.registries.get(name), self.b.registries.get(name)
            root = ("registry", name)
            if old is None or new is None:
                label = (old or self.b.registries[name]).label
                zh, en = ("新增", "new") if old is None else ("删去", "removed:")
                words = Text(f"{zh}名录“{label.zh}”（{name}）", f"{en} list “{label.en}” ({name})")
                kind = "registry.added" if old is None else "registry.removed"
                yield self._one(kind, name, words, root, root=root)
                continue
            yield from self._registry(old, new, root)

    def _registry(self, a: Registry, b: Registry, root: tuple[str, str]) -> Iterator[Change]:
        name = b.name
        called = Text(f"名录“{b.label.zh}”（{name}）", f"list “{b.label.en}” ({name})")

        def one(kind: str, zh: str, en: str, old: Text, new: Text, where: str, layer: str = DECISION) -> Change:
            words = joined(called, Text(f"{zh}由{old.zh}改为{new.zh}", f": {en} {new.en}, was {old.en}"))
            rooted = root if layer == DECISION else None
            return self._one(kind, name, words, (*root, where), layer=layer, old=old, new=new, root=rooted)

        if a.complete != b.complete:
            yield one("registry.complete", "", "it is", _complete(a), _complete(b), "complete")
        if set(a.columns) != set(b.columns):
            yield one("registry.columns", "的列", "its columns are", _header(a), _header(b), "columns")
        yield from self._rows(called, a, b)
        if a.source != b.source:
            old, new = (Text(f"“{r.source}”", f"“{r.source}”") for r in (a, b))
            yield one("registry.source", "的来源", "its source is", old, new, "source", SOURCE)
        if a.label != b.label:
            yield words_changed(self.pair, name, a.label, b.label, self._places((*root, "label")))

    def _rows(self, called: Text, a: Registry, b: Registry) -> Iterator[Change]:
        old = {normal_name(r["name"]): r for r in a.rows}
        new = {normal_name(r["name"]): r for r in b.rows}
        used = {"name", "credit_code", *_columns(self.pair.a, a.name), *_columns(self.pair.b, b.name)}
        root = ("registry", b.name)
        for key, row in old.items():
            if key not in new:
                yield self._row("registry.row_removed", called, "删去", "without", row, used, root)
        for key, row in new.items():
            if key not in old:
                yield self._row("registry.row_added", called, "增加", "with", row, used, root)
                continue
            if old[key]["name"] != row["name"]:
                places = self._places(("row", b.name, row["name"]))
                yield words_changed(self.pair, b.name, _both(old[key]["name"]), _both(row["name"]), places)
            cells = [c for c in dict.fromkeys((*a.columns, *b.columns)) if c != "name"]
            for column in (c for c in cells if old[key].get(c, "") != row.get(c, "")):
                before, after = old[key].get(column, "") or "空", row.get(column, "") or "空"
                words = joined(called, Text(
                    f"中“{row['name']}”的{column}由{before}改为{after}",
                    f": {column} of “{row['name']}” goes from {before} to {after}"))  # fmt: skip
                decides = column in used
                yield self._one(
                    "registry.row_changed" if decides else "text", b.name, words, ("row", b.name, row["name"]),
                    layer=DECISION if decides else TEXT, item=row["name"], old=_both(before), new=_both(after),
                    root=root if decides else None,
                )  # fmt: skip

    def _row(
        self, kind: str, called: Text, zh: str, en: str, row: Mapping[str, str], used: set[str], root: tuple[str, str]
    ) -> Change:
        cells = [row[c] for c in row if c in used and c != "name" and row[c]]
        inside = f"（{'，'.join(cells)}）" if cells else ""
        inside_en = f" ({', '.join(cells)})" if cells else ""
        words = joined(called, Text(f"{zh}“{row['name']}”{inside}", f" {en} “{row['name']}”{inside_en}"))
        return self._one(kind, root[1], words, ("row", root[1], row["name"]), item=row["name"], root=root)


def _columns(side: Side, registry: str) -> set[str]:
    """Columns that facts are looked up in."""
    lookups = [f.registry for f in side.pack.facts.values() if f.registry]
    return {r.column for r in lookups if r.list == registry and r.column}


def _sort(derived: Derived) -> Text:
    if derived.when is not None:
        return Text("条件是否成立", "whether conditions hold")
    return Text("多种情形取一", "a choice among several") if derived.choose else Text("算式", "a formula")


def _subject(spec: SubjectSpec) -> Text:
    zh, en = ("每案多个", "several a case") if spec.many else ("每案一个", "one a case")
    return Text(f"{zh}，来自{spec.document}", f"{en}, from {spec.document}") if spec.document else Text(zh, en)


def _origin(spec: FactSpec) -> Text:
    return Text("由规则推出", "derived by rules") if spec.derived else Text("由材料或人给出", "given by papers")


def _complete(registry: Registry) -> Text:
    return Text("完整", "complete") if registry.complete else Text("不完整", "not complete")


def _header(registry: Registry) -> Text:
    return Text("、".join(registry.columns), ", ".join(registry.columns))


def _choices(spec: FactSpec) -> Text:
    if not spec.choices:
        return _NONE
    return Text("、".join(t.zh for t in spec.choices.values()), ", ".join(t.en for t in spec.choices.values()))


def _sources(spec: FactSpec) -> Text:
    given = sorted(f"{s.kind}.{s.field}" for s in spec.sources)
    return Text("、".join(given), ", ".join(given)) if given else _NONE


def _stated(spec: FactSpec) -> Text:
    said = [
        *([Text("审核人员", "a reviewer")] if spec.attest else []),
        *([Text("申请人", "the applicant")] if spec.declare else []),
    ]
    return Text("、".join(t.zh for t in said), ", ".join(t.en for t in said)) if said else Text("无人", "nobody")


def _lookup(spec: FactSpec) -> Text:
    found = spec.registry
    if found is None:
        return _NONE
    column = f".{found.column}" if found.column else ""
    other = "" if found.otherwise is None else str(found.otherwise)
    zh, en = (f"，查不到为{other}", f", {other} where it has no match") if other else ("", "")
    return Text(f"{found.list}{column}（按{found.match}{zh}）", f"{found.list}{column} (by {found.match}{en})")
