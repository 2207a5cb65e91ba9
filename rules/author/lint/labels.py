"""Names for people: one for each thing, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.yamlpos import Listing, Mapping, Node, Scalar

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
#: what a quotation from the notice or an English text may keep in Chinese: names in brackets, quotation marks, titles
_KEPT = re.compile(r"\([^()]*\)|（[^（）]*）|[“\"'‘《「][^”\"'’》」]*[”\"'’》」]")


def check(view: View) -> Iterator[Diagnostic]:
    for node in view.files.nodes.values():
        yield from _languages(node, "")
    yield from _same(view)


def _languages(node: Node, key: str) -> Iterator[Diagnostic]:
    if isinstance(node, Listing):
        for child in node:
            yield from _languages(child, key)
    if not isinstance(node, Mapping):
        return
    if node.items.keys() == {"zh", "en"}:
        yield from _pair(node)
        return
    for name, child in node.items.items():
        if key == "choices" and isinstance(child, Scalar) and _CHINESE.search(child.text):
            yield warn(
                child.place, "one_language", f"{child.text!r} stands for both languages; write {{zh: …, en: …}}",
                f"{child.text!r} 只有中文，请写成 {{zh: …, en: …}}",
            )  # fmt: skip
        yield from _languages(child, name)


def _pair(node: Mapping) -> Iterator[Diagnostic]:
    zh, en = node.items["zh"], node.items["en"]
    if not isinstance(zh, Scalar) or not isinstance(en, Scalar):
        return
    found = _CHINESE.search(_KEPT.sub(lambda m: " " * len(m[0]), en.text))
    if found:
        yield warn(
            en.inner(found.start()), "chinese_in_english",
            f"the English text has Chinese in it: {en.text!r}; translate it", f"英文里有中文：{en.text!r}，请译出",
        )  # fmt: skip
    if not _CHINESE.search(zh.text) and zh.text.strip() != en.text.strip():
        yield warn(
            zh.place,
            "no_chinese",
            f"the Chinese text has no Chinese in it: {zh.text!r}",
            f"中文一栏里没有中文：{zh.text!r}",
        )


def _same(view: View) -> Iterator[Diagnostic]:
    """Two facts, parameters or criteria of one measure that people could not tell apart."""
    for what, what_zh, entries in (
        ("fact", "事实", [(n, s.label, view.facts[n]) for n, s in view.pack.facts.items()]),
        ("parameter", "参数", [(n, p.label, view.parameters[n]) for n, p in view.pack.parameters.items()]),
        ("subject", "主体", [(n, s.label, view.subjects[n]) for n, s in view.pack.subjects.items()]),
    ):
        for lang in ("zh", "en"):
            seen: dict[tuple[str, str], str] = {}
            for name, label, (place, node) in sorted(entries, key=lambda e: e[2][0]):
                words = getattr(label, lang)
                owner = name.partition(".")[0] if what == "fact" else ""
                first = seen.setdefault((owner, words), name)
                if first != name:
                    yield warn(
                        _label_place(node, lang, place), "same_label",
                        f"the {what}s {first} and {name} have one label: {words!r}; tell them apart",
                        f"{what_zh} {first} 和 {name} 的名称相同：{words!r}，请加以区别",
                    )  # fmt: skip


def _label_place(node: Mapping, lang: str, place: Place) -> Place:
    label = node.items.get("label")
    if isinstance(label, Mapping) and lang in label.items:
        return label.items[lang].place
    return label.place if label is not None else place
