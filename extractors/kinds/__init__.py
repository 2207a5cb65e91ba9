"""Data: one YAML file for each kind of document. See README.md."""
