"""A text for people in both languages, and what a mistake is called in both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in both languages."""

    zh: str
    en: str


#: what something is called in a sentence: in both languages, or one word that serves both (``pack.yaml``, ``1a``)
Words = str | Text


def en(words: Words) -> str:
    return words if isinstance(words, str) else words.en


def zh(words: Words) -> str:
    """With a blank behind it where Chinese follows letters or digits: "1a 的 outcome", "一项措施的 title"."""
    word = words if isinstance(words, str) else words.zh
    return f"{word} " if word[-1:].isascii() else word


def of(key: str, what: Words) -> Text:
    """A key of something: "label of fact lease.area", "事实 lease.area 的 label"."""
    return Text(f"{zh(what)}的 {key}", f"{key} of {en(what)}")
