"""Answers beside a decision: what would change it, what is still open, what to bring or ask next."""

from rules.answers.advise import advise as advise
from rules.answers.model import Advice as Advice
