"""All of it in one file, and back; and the history of one document, to be checked."""
