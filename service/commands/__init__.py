"""The commands of ``huiqi``, one module each with ``run(args) -> exit code``."""
