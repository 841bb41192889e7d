"""A person with a browser: pages are opened, forms are sent as their pages would send them."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.current import now
from app.database import Database
from app.models import Person
from app.services.sign_in import create_link

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """Opens pages and sends forms, with a cookie jar of its own."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.client = app.test_client()
        self._base_url = app.extensions["settings"].base_url
        self._database = database

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=self._base_url, buffered=True, **options)

    def post(
        self, path: str, page: str = "/", headers: Mapping[str, str] | None = None, **fields: str
    ) -> TestResponse:
        """Send a form that stands on `page`, with the mark that page carries."""
        found = _TOKEN.search(self.get(page).text)
        assert found, f"{page} carries no form"
        form = fields | {"csrf_token": found.group(1)}
        return self.client.post(path, base_url=self._base_url, data=form, headers=headers)

    def sign_in(self, person: Person) -> TestResponse:
        """Come in by a fresh link."""
        path = self.link_for(person)
        return self.post(path, page=path)

    def link_for(self, person: Person) -> str:
        """The path of a fresh sign-in link."""
        with self._database.write() as session:
            return f"/sign-in/{create_link(session, person, now())}"

    def is_signed_in(self) -> bool:
        """Whether the server knows this browser's person."""
        return "Sign out" in self.get("/", headers={"Accept-Language": "en"}).text
