"""The checks by topic: each module yields what is wrong, with the file."""
