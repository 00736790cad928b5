"""conflict-kg: encyclopedic articles on armed conflicts as linked data with a checked source for every fact."""

__version__ = "0.1.0"
