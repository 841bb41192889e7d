"""How much a form may bring: as little as the others, unless its view takes more."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])


def takes(most_bytes: int, most_text_bytes: int) -> Callable[[View], View]:
    """Lets a form bring `most_bytes` in all, of which `most_text_bytes` in its fields."""

    def mark(view: View) -> View:
        view.takes = most_bytes, most_text_bytes  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Before anything of `app` reads a form."""
    app.before_request(_make_room)


def takes_files() -> bool:
    """Whether the view that is asked for takes more than others."""
    return _room() is not None


def _make_room() -> None:
    room = _room()
    if room:
        request.max_content_length, request.max_form_memory_size = room


def _room() -> tuple[int, int] | None:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "takes", None)
