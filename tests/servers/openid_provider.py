"""An OpenID Connect provider: people say at its page who they are, and it believes everyone."""

import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from app.config import OpenID

CLIENT_ID = "cocharter"
CLIENT_SECRET = "known to the two of them: %&+"
Answer = tuple[int, dict[str, str], str]


class OpenIDProvider:
    """Listens on `port` of 127.0.0.1 while it runs.

    person: the claims about whoever signs in; None shows a page on which they say who they are.
    A test makes it lie: `changes` to what the ID token says (None leaves a claim out), `alg` and
    `key` by which that is signed, `metadata` it tells of itself. broker: the address of another
    server that it hands a browser on to before its page. fails: answers 500 to everything.
    nonsense: what it answers at a path instead of what it should. goes_on: cleared, it is silent.
    """

    def __init__(self) -> None:
        self.person: dict[str, object] | None = None
        self.userinfo: dict[str, object] = {}
        self.changes: dict[str, object] = {}
        self.metadata: dict[str, object] = {}
        self.key = self._own_key = _first_key()
        self.alg = "RS256"
        self.broker = ""
        self.fails = False
        self.nonsense: dict[str, str] = {}
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.asked: list[str] = []
        self._codes: dict[str, tuple[dict[str, str], dict[str, object]]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.issuer = f"http://127.0.0.1:{self.port}/realms/core"

    @property
    def settings(self) -> OpenID:
        """What an application that knows it is told."""
        return OpenID(self.issuer, CLIENT_ID, CLIENT_SECRET, "Core ID")

    def renew_key(self) -> None:
        """As providers do from time to time."""
        self.key = self._own_key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})

    @contextmanager
    def running(self) -> Iterator["OpenIDProvider"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self.goes_on.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def authorize(self, query: dict[str, str], email: str = "") -> Answer:
        """Whoever asks is sent back with a code, after they said who they are."""
        if query["client_id"] != CLIENT_ID or query["response_type"] != "code":
            return 400, {}, "unknown client"
        if self.broker and "broker" not in query:
            return _found(f"{self.broker}/authorize", query | {"broker": "passed"})
        claims = self.person
        if email:
            claims = {"sub": f"sub-{email}", "email": email, "email_verified": True}
        if claims is None:
            return 200, {"Content-Type": "text/html"}, _page(query)
        code = f"code-{len(self._codes)}"
        self._codes[code] = query, claims
        return _found(query["redirect_uri"], {"code": code, "state": query["state"]})

    def token(self, form: dict[str, str], authorization: str) -> Answer:
        """The code is worth an ID token once, to the client who can prove that it asked for it."""
        name, _, secret = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        if (unquote(name), secret) != (CLIENT_ID, CLIENT_SECRET):
            return _json({"error": "invalid_client"}, 401)
        query, claims = self._codes.pop(form.get("code", ""), ({}, {}))
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if (
            query.get("code_challenge_method") != "S256"
            or query["code_challenge"] != challenge.decode().rstrip("=")
            or query["redirect_uri"] != form.get("redirect_uri")
        ):
            return _json({"error": "invalid_grant"}, 400)
        return _json(
            {
                "access_token": "access",
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self._id_token(claims, query["nonce"]),
            }
        )

    def _id_token(self, claims: dict[str, object], nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **claims,
            **self.changes,
        }
        said = {name: value for name, value in said.items() if value is not None}
        header = {"alg": self.alg, "kid": "one" if self.key.kid is None else self.key.kid}
        return jwt.encode(header, said, self.key, registry=JWSRegistry(algorithms=[self.alg]))

    def discovery(self) -> dict[str, object]:
        """What it tells of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.metadata,
        }

    def answer(self, method: str, address: str, body: str, authorization: str) -> Answer:
        """What it answers to a request."""
        path = urlsplit(address).path.removeprefix("/realms/core")
        self.asked.append(path)
        self.goes_on.wait()
        if self.fails:
            return 500, {}, "out of order"
        if path in self.nonsense:
            return 200, {"Content-Type": "application/json"}, self.nonsense[path]
        return self._right_answer(f"{method} {path}", _query(address), body, authorization)

    def _right_answer(
        self, asked: str, query: dict[str, str], body: str, authorization: str
    ) -> Answer:
        match asked:
            case "GET /.well-known/openid-configuration":
                return _json(self.discovery())
            case "GET /keys":
                return _json({"keys": [self._own_key.as_dict(private=False)]})
            case "GET /authorize":
                return self.authorize(query)
            case "POST /authorize":
                return self.authorize(query, _fields(body)["email"])
            case "POST /token":
                return self.token(_fields(body), authorization)
            case "GET /userinfo" if authorization == "Bearer access":
                return _json(self.userinfo)
        return 404, {}, "nothing here"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer("")

            def do_POST(self) -> None:
                self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def _answer(self, body: str) -> None:
                authorization = self.headers.get("Authorization", "")
                status, headers, page = provider.answer(
                    self.command, self.path, body, authorization
                )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(page.encode())))
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        return Handler


def _query(address: str) -> dict[str, str]:
    return _fields(urlsplit(address).query)


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


@cache
def _first_key() -> RSAKey:
    """With which each provider begins: finding one takes longer than a whole test."""
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


def _found(address: str, query: dict[str, str]) -> Answer:
    return 302, {"Location": f"{address}?{urlencode(query)}"}, ""


def _json(content: dict[str, Any], status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, dumps(content)


def _page(query: dict[str, str]) -> str:
    return f"""<!doctype html><html lang="en"><title>Core ID</title>
<form method="post" action="?{escape(urlencode(query))}">
<label>E-mail <input name="email"></label> <button>Sign in</button></form></html>"""
