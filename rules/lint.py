"""The linter's door: see :mod:`rules.author.lint`."""

from __future__ import annotations

from rules.author.lint import Offer as Offer
from rules.author.lint import Report as Report
from rules.author.lint import Supply as Supply
from rules.author.lint import examine as examine
from rules.author.lint import lint as lint
