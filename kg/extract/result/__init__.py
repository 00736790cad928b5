"""Who won: the side that the words of the result call victorious, and what kind of result it was."""
