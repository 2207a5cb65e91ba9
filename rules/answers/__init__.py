"""Answers beside a decision: what would change it, what is still open, what to bring or ask next."""
