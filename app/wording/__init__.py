"""What was asked, said and decided in a round, in sentences of the reader's language."""
