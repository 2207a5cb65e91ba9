"""The page maker: random but sensible papers of every kind, with exact truth and boxes, for measuring extraction."""
