"""The finders that a kind's YAML can name, where each lives and which keys it takes. See ``kinds/README.md``."""

from __future__ import annotations

from extractors.registry import Entry

_LABELS = "extractors.finders.labels"
_PATTERNS = "extractors.finders.patterns"
_AMOUNTS = "extractors.finders.amounts"
_RENT = "extractors.finders.rent"
_PARTIES = "extractors.finders.parties"

FINDERS: dict[str, Entry] = {
    "after_label": Entry(
        f"{_LABELS}:after_label",
        {
            "labels": "texts",
            "colon": "text",
            "lines": "number",
            "whole_line": "flag",
            "until": "regex",
            "unless": "regex",
            "between": "regexes",
            "part": "text",
        },
        frozenset({"labels"}),
    ),
    "below_label": Entry(
        f"{_LABELS}:below_label",
        {"labels": "texts", "lines": "number", "until": "regex"},
        frozenset({"labels"}),
    ),
    "beside_cell": Entry("extractors.finders.cells:beside_cell", {"labels": "texts"}, frozenset({"labels"})),
    "under_head": Entry(
        "extractors.finders.cells:under_head", {"labels": "texts", "part": "text"}, frozenset({"labels"})
    ),
    "date_range": Entry(
        "extractors.finders.ranges:date_range",
        {"near": "regex", "unless": "regex", "part": "text", "alone": "flag"},
        frozenset({"near", "part"}),
    ),
    "addressee": Entry("extractors.finders.addressee:addressee", {"above": "regex"}),
    "closing_date": Entry("extractors.finders.closing:closing_date", {"from": "number", "unless": "regex"}),
    "form": Entry(
        "extractors.finders.form:form",
        {"labels": "texts", "whole_line": "flag", "until": "regex", "unless": "regex", "part": "text"},
        frozenset({"labels"}),
    ),
    "pattern": Entry(
        f"{_PATTERNS}:pattern",
        {"match": "regexes", "where": "text", "unless": "regex", "between": "regexes", "part": "text"},
        frozenset({"match"}),
    ),
    "standing_date": Entry(
        f"{_PATTERNS}:standing_date",
        {"from": "number", "near": "regex", "unless": "regex", "known": "regex"},
    ),
    "valid_code": Entry(f"{_PATTERNS}:valid_code", {"after": "regex", "before": "regex", "checked": "flag"}),
    "title_line": Entry(f"{_PATTERNS}:title_line", {"match": "regexes"}, frozenset({"match"})),
    "amount": Entry(
        f"{_AMOUNTS}:amount",
        {"after": "regexes", "unless": "regex", "reach": "number", "then": "regex", "not_then": "regex"},
        frozenset({"after"}),
    ),
    "party": Entry(f"{_PARTIES}:party", {"role": "text"}, frozenset({"role"})),
    "party_code": Entry(f"{_PARTIES}:party_code", {"role": "text"}, frozenset({"role"})),
    "reduced_months": Entry("extractors.finders.reductions:reduced_months"),
    "reduction_rows": Entry("extractors.finders.reduction_rows:reduction_rows", {"part": "text"}, frozenset({"part"})),
    "premises": Entry("extractors.finders.premises:premises"),
    "schedule": Entry("extractors.finders.schedule:schedule"),
    "term": Entry("extractors.finders.term:term", {"part": "text"}, frozenset({"part"})),
    "rent": Entry(f"{_RENT}:rent", {"per": "text"}, frozenset({"per"})),
}

#: readers of whole documents: ``function(document, spec) -> Read``, named under a kind's ``readers``
READERS: dict[str, Entry] = {
    "statement": Entry("extractors.finders.statement:read", {"items": "texts"}),
    "social": Entry("extractors.finders.social:read", {"fields": "texts"}),
    "training": Entry("extractors.finders.training:read", {"fields": "texts"}),
}
