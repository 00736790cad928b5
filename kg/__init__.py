"""conflict-kg: encyclopedic articles on armed conflicts as linked data with a checked source for every fact."""
