"""Words that papers of these kinds are full of: what is read as one of them is no name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

#: a word of this many characters is told apart from a sentence that happens to hold it
_PHRASE = 4
_HAN_RUN = re.compile("[\u3400-\u9fff]+")
#: no piece of more characters is taken apart
_LONGEST = 24


def is_made_of_words(piece: str) -> bool:
    """Whether ``piece`` is a known word, or nothing but known words of two characters or more one behind another."""
    return piece in _words() or _parts(piece) is not None


def told(text: str) -> Iterator[int]:
    """Places in ``text`` whose character the rest of a label tells: no other known word has another one there.

    Only labels that stand alone, or whole phrases; where two known words differ (期末余额, 期初余额) nothing is told.
    """
    for run in _HAN_RUN.finditer(text):
        for start, word in _found(run[0]):
            for i in range(len(word)):
                if _twins()[_but(word, i)] == 1:
                    yield run.start() + start + i


def _found(run: str) -> list[tuple[int, str]]:
    """Labels in a run of Chinese characters, with their places."""
    parts = (run,) if run in _labels() else _parts(run)
    if parts is None:
        return [(m.start(), m[0]) for m in _phrases().finditer(run)]
    return [(sum(map(len, parts[:i])), part) for i, part in enumerate(parts) if part in _labels()]


@lru_cache(maxsize=4096)
def _parts(piece: str) -> tuple[str, ...] | None:
    """``piece`` as known words of two characters or more; None where it is not made of them."""
    if not 2 <= len(piece) <= _LONGEST:
        return None
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(2, len(piece) + 1):
        # the longest last word first: the fewest words are the likeliest
        for start in range(end - 1):
            if start in best and piece[start:end] in _words():
                best[end] = (*best[start], piece[start:end])
                break
    return best.get(len(piece))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return _labels() | _listed("common_words.txt")


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return _listed("labels.txt")


def _listed(name: str) -> frozenset[str]:
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    long = sorted((word for word in _labels() if len(word) >= _PHRASE), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)))


@lru_cache(maxsize=1)
def _twins() -> Counter[tuple[str, str]]:
    """How many known words remain the same but for one character."""
    return Counter(_but(word, i) for word in _words() for i in range(len(word)))


def _but(word: str, place: int) -> tuple[str, str]:
    return word[:place], word[place + 1 :]
