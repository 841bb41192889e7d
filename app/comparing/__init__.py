"""Two texts compared: as a page, as edits, as tracked changes; long ones beside the server."""
