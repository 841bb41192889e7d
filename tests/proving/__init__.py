"""Whatever is changed of what was done is found, and named."""
