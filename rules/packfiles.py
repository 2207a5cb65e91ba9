"""The files of a pack's folder: which there may be, their text, and their YAML with places. Each is read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from rules import yamlpos
from rules.errors import Diagnostic, Parts, Place, near, near_zh
from rules.schema import fail
from rules.trees import Tree
from rules.yamlpos import Node

FOLDERS = ("vocabulary", "parameters", "registries", "derived", "measures", "cases")
FILES = ("pack.yaml", "notice.txt", "CHANGES.md", "SOURCES.md", "README.md")


class PackFiles:
    """``nodes`` and ``texts`` hold what has been read, by the file's name within the pack."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes: dict[str, Node] = {}
        self.texts: dict[str, str] = {}  #: as they stand in the file: with CRLF, with a byte order mark

    def text(self, name: str) -> str:
        """Lines end in a bare newline. Raises PackProblem where the file is not UTF-8."""
        data = self.tree.read(name)
        try:
            self.texts[name] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            raise fail(
                Place(name, line, column), "encoding", "the file is not UTF-8; save it as UTF-8",
                "文件不是 UTF-8 编码，请另存为 UTF-8",
            ) from error  # fmt: skip
        return self.tree.text(name)

    def yaml(self, name: str, parts: Parts) -> Node:
        """Second entries of a key and the like are told to ``parts``. Raises PackProblem."""
        self.nodes[name] = yamlpos.parse(self.text(name), name, parts)
        return self.nodes[name]

    def names(self, part: str, suffix: str = ".yaml") -> list[str]:
        """The files of a part, sorted."""
        return self.tree.within(part, suffix)

    def strangers(self) -> Iterator[Diagnostic]:
        """Files and folders that nothing reads: what stands in them would silently not count."""
        for name, is_folder in self.tree.top():
            if name not in (FOLDERS if is_folder else FILES):
                yield from _stranger(name, FOLDERS if is_folder else FILES)
        for name in self.tree.files:
            path = PurePosixPath(name)
            part = path.parts[0]
            suffixes = (".yaml", ".csv") if part == "registries" else (".yaml",)
            if part not in FOLDERS or (len(path.parts) == 2 and path.suffix in suffixes):
                continue
            wanted = f"{path.stem}{suffixes[0]}"
            yield from fail(
                Place(name), "unknown_file", f"nothing reads {name}; {part}/ holds files like {wanted}",
                f"没有程序会读 {name}；{part}/ 里只放 {wanted} 这样的文件，请改名或移走",
            ).diagnostics  # fmt: skip


def _stranger(name: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    hint = near_zh(name, known) or "，请移走"
    yield from fail(
        Place(name), "unknown_file",
        f"a pack holds {', '.join((*FOLDERS, *FILES))}, not {name}{near(name, known)}",
        f"规则集里只有 {'、'.join((*FOLDERS, *FILES))}，没有程序会读 {name}{hint}",
    ).diagnostics  # fmt: skip
