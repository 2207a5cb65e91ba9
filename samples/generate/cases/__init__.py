"""Who brings which papers. One module for each case; ``folders()`` gives them all."""

from __future__ import annotations

from samples.generate.collection import Folder


def folders() -> tuple[Folder, ...]:
    """All folders of samples, each made anew (drawing happens later)."""
    from samples.generate.cases import building, restaurant, single, small_restaurant, software, two_counts

    return (
        restaurant.folder(),
        building.folder(),
        software.folder(),
        small_restaurant.folder(),
        two_counts.folder(),
        single.folder(),
    )
