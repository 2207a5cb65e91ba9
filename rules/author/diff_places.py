"""Where the entries of a pack stand: file, line and column, for showing both sides of a change."""

from __future__ import annotations

from rules import trees, yamlpos
from rules.errors import PackProblem, Place, RulesError
from rules.model import Pack
from rules.yamlpos import Listing, Mapping, Node, Scalar

#: ("parameter", name), ("fact", name), ("amount", measure), ("row", registry, name) …
Key = tuple[str, ...]


class Places:
    """The places of one pack, from its files; empty where its folder or archive is gone."""

    def __init__(self, pack: Pack) -> None:
        try:
            self.tree = trees.at(pack.path)
        except (OSError, RulesError):
            self.tree = trees.Tree(pack.name, pack.path, {})
        self.found: dict[Key, Place] = {}
        for part, read in (
            ("vocabulary", self._vocabulary), ("parameters", self._parameters), ("derived", self._derived),
            ("measures", self._measure), ("registries", self._registries),
        ):  # fmt: skip
            for name in self.tree.within(part, ".yaml"):
                node = self._yaml(name)
                if node is not None:
                    read(node)
        head = self._yaml("pack.yaml")
        if isinstance(head, Mapping):
            self.found |= {("pack", key): place for key, place in head.keys.items()}
        for registry in pack.registries.values():
            for row, places in zip(registry.rows, registry.places, strict=False):
                self.found["row", registry.name, row["name"]] = places["name"]
        self.found["notice",] = Place("notice.txt")

    def at(self, *key: str) -> Place | None:
        """The place of a key, or of the longest beginning of it that stands somewhere."""
        for length in range(len(key), 1, -1):
            if key[:length] in self.found:
                return self.found[key[:length]]
        return self.found.get(key[:1])

    def _yaml(self, name: str) -> Node | None:
        try:
            return yamlpos.parse(self.tree.text(name), name)
        except (KeyError, UnicodeDecodeError, PackProblem):
            return None

    def _keys(self, prefix: Key, node: Node) -> None:
        """The mapping itself and each of its keys."""
        if isinstance(node, Mapping):
            self.found.setdefault(prefix, node.place)
            self.found |= {(*prefix, key): place for key, place in node.keys.items()}

    def _vocabulary(self, node: Node) -> None:
        if not isinstance(node, Mapping):
            return
        for sort, key in (("subject", "subjects"), ("fact", "facts")):
            inner = node.items.get(key)
            if isinstance(inner, Mapping):
                for name, entry in inner.items.items():
                    self.found[sort, name] = inner.keys[name]
                    self._keys((sort, name), entry)

    def _listed(self, node: Node, sort: str, key: str) -> None:
        for entry in node.items if isinstance(node, Listing) else ():
            if isinstance(entry, Mapping):
                name = entry.items.get(key)
                if isinstance(name, Scalar):
                    self._keys((sort, name.text), entry)

    def _parameters(self, node: Node) -> None:
        self._listed(node, "parameter", "name")

    def _derived(self, node: Node) -> None:
        self._listed(node, "fact", "fact")

    def _measure(self, node: Node) -> None:
        if not isinstance(node, Mapping):
            return
        name = node.items.get("id")
        if isinstance(name, Scalar):
            self._keys(("measure", name.text), node)
            amount = node.items.get("amount")
            if isinstance(amount, Mapping):
                self._keys(("measure", name.text, "amount"), amount)
                self.found["measure", name.text, "amount"] = node.keys["amount"]

    def _registries(self, node: Node) -> None:
        if isinstance(node, Mapping):
            for name, entry in node.items.items():
                self.found["registry", name] = node.keys[name]
                self._keys(("registry", name), entry)
