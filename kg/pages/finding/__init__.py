"""Finding things by what they are called and by when they were."""
