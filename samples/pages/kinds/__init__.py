"""The layouts of each kind; :mod:`samples.pages.registry` brings them together."""
