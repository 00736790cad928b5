"""Words of a language and how names are compared."""
