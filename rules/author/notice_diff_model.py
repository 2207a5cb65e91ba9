"""What :func:`rules.author.notice_diff.notice_diff` hands back. Frozen; offsets are characters of the text named."""

from __future__ import annotations

from dataclasses import dataclass

from rules.errors import Place
from rules.model import Citation
from rules.schema import Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison of words."""

    op: str  #: same, gone, new
    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a notice."""

    clause: str  #: number, preamble, or empty between the clauses
    text: str
    start: int
    end: int
    figures: tuple[str, ...]  #: amounts, shares, dates, numbers of things in it


@dataclass(frozen=True, slots=True)
class Rest:
    """Something of the pack that rests on words of the notice."""

    sort: str  #: criterion, amount, cap, deadline, contact, parameter, derived
    owner: str  #: id of a measure, name of a fact or parameter
    item: str  #: id of the criterion, or empty
    label: Text
    cite: Citation
    place: Place | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the words that something rests on."""

    rest: Rest
    #: stands: the same words, in a sentence that did not change; nearby: the same words, but their sentence changed
    #: around them; respelled: only width or punctuation differ; changed: other words; gone: no words correspond
    state: str
    clause: str  #: where it stands now, empty where it is gone
    start: int | None  #: in the new text
    end: int | None
    words: str  #: the words there now
    pieces: tuple[Piece, ...]  #: old words against new; of the whole sentence where only that changed

    @property
    def broken(self) -> bool:
        """The quotation does not stand verbatim any more."""
        return self.state in ("respelled", "changed", "gone")

    @property
    def laid_out(self) -> bool:
        """The same words with other blanks or line breaks: a pack's quotation has to be copied as it stands now."""
        return self.state in ("stands", "nearby") and self.words != self.rest.cite.quote

    @property
    def touched(self) -> bool:
        return self.state != "stands"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence that corresponds to one of the old text and says something else."""

    old: Sentence
    new: Sentence
    pieces: tuple[Piece, ...]
    figures_gone: tuple[str, ...]
    figures_new: tuple[str, ...]
    cited: bool  #: something rests on it


@dataclass(frozen=True, slots=True)
class NoticeDiff:
    pack: str  #: name@version
    fates: tuple[Fate, ...]  #: what is touched first, then by measure
    clauses: tuple[tuple[str, str], ...]  #: clauses that have another number now, (old, new)
    rewritten: tuple[Rewritten, ...]
    added: tuple[Sentence, ...]  #: sentences that correspond to none, those with figures first
    vanished: tuple[Sentence, ...]
    unplaced: tuple[Rest, ...]  #: quotations that do not stand in the old text either

    @property
    def same(self) -> bool:
        """No words changed that a rule rests on."""
        return not self.unplaced and all(f.state == "stands" for f in self.fates)
