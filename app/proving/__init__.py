"""What anybody can check offline of what was published."""
