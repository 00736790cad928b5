"""A finished folder of kg bulk brought to a later state: only what changed is built, and the old state stands until the new one takes its place."""
