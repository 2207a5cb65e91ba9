"""Measures how often values are right, and from that how certain a value must be to be used without a person."""
