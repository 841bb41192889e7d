"""The rules of a charter and its people, as pure functions and values."""
