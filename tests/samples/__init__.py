"""The sample papers themselves, and each case from its papers to its decisions."""
