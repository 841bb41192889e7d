"""Every environment variable CoCharter reads: typed, documented and checked once, at start."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from app.domain.addresses import is_address
from app.smtp import MailServer

MIN_SECRET_KEY_CHARACTERS = 32
SMTP_PORTS = {"smtp": 587, "smtps": 465}
MAX_ISSUER_CHARACTERS = 255  # as many as the database keeps of it

_ISSUER = re.compile(r"https?://(?P<host>[\w.-]+|\[[\da-f:]+\])(:\d+)?(/[\w.~%/-]*)?", re.ASCII)


class SettingsError(Exception):
    """A setting is missing or wrong; the sentence says which, and what it should be."""


@dataclass(frozen=True)
class OpenID:
    """The OpenID Connect provider by which people may sign in.

    issuer: COCHARTER_OIDC_ISSUER, its address exactly as it writes it; https, but on loopback.
    client_id: COCHARTER_OIDC_CLIENT_ID, its name for CoCharter.
    client_secret: COCHARTER_OIDC_CLIENT_SECRET, by which it knows CoCharter.
    name: COCHARTER_OIDC_NAME, what people call it: "Sign in with NAME".
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    database_url: COCHARTER_DATABASE_URL, an SQLAlchemy URL of SQLite or PostgreSQL.
    redis_url: COCHARTER_REDIS_URL, through which several processes ring each other; "" for one.
    secret_key: COCHARTER_SECRET_KEY, signs cookies; at least 32 characters.
    base_url: COCHARTER_BASE_URL, the address people type, without a trailing slash.
    host: COCHARTER_HOST, the address the server listens on.
    port: COCHARTER_PORT, the port it listens on.
    share_port: COCHARTER_SHARE_PORT=1, whether other processes may listen there as well.
    metrics_port: COCHARTER_METRICS_PORT, a port of this process alone for its numbers; 0 for none.
    demo: COCHARTER_DEMO=1, lists demo people who sign in by a button. Only on loopback.
    mail: COCHARTER_SMTP_URL and COCHARTER_MAIL_FROM; None: CoCharter sends no mail.
    openid: COCHARTER_OIDC_…, the provider by which people may sign in as well; None for links only.
    """

    database_url: str
    redis_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    share_port: bool
    metrics_port: int
    demo: bool
    mail: MailServer | None = None
    openid: OpenID | None = None

    @property
    def secure(self) -> bool:
        """Whether people reach us over TLS, so that cookies can demand it."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str], instance: Path) -> Settings:
    """Settings from `environ`; files of our own making go below `instance`.

    Raises SettingsError when the server must not start like this.
    """
    demo = environ.get("COCHARTER_DEMO", "") == "1"
    host = environ.get("COCHARTER_HOST", "127.0.0.1")
    port = _port(environ, "COCHARTER_PORT", "5000")
    has_metrics_port = bool(environ.get("COCHARTER_METRICS_PORT"))
    base_url = environ.get("COCHARTER_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
    if demo:
        _refuse_public_demo(host, base_url)
    # The demo's people can be anyone: they never share a file with real ones by default.
    file = instance / ("demo.db" if demo else "cocharter.db")
    return Settings(
        database_url=_database_url(environ.get("COCHARTER_DATABASE_URL", f"sqlite:///{file}")),
        redis_url=_redis_url(environ.get("COCHARTER_REDIS_URL", "")),
        secret_key=_secret_key(environ, instance, demo=demo),
        base_url=base_url,
        host=host,
        port=port,
        share_port=environ.get("COCHARTER_SHARE_PORT", "") == "1",
        metrics_port=_port(environ, "COCHARTER_METRICS_PORT") if has_metrics_port else 0,
        demo=demo,
        mail=_mail_server(environ),
        openid=_openid(environ),
    )


def _database_url(url: str) -> str:
    """`url`, of a kind we know. It may hold a password, so no sentence quotes it."""
    try:
        kind = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        kind = ""
    # More than one "@": then what stands behind the first is part of a password, not a host.
    if kind not in ("sqlite", "postgresql", "postgres") or (
        kind != "sqlite" and url.count("@") > 1
    ):
        raise SettingsError(
            "COCHARTER_DATABASE_URL must look like sqlite:////path/file.db or "
            "postgresql://user:password@host/name, what is special in it percent-encoded."
        )
    return url


def _port(environ: Mapping[str, str], name: str, otherwise: str = "") -> int:
    text = environ.get(name, otherwise)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingsError(f"{name} is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def _redis_url(text: str) -> str:
    if text and urlsplit(text).scheme not in ("redis", "rediss", "unix"):
        raise SettingsError("COCHARTER_REDIS_URL must begin with redis://, rediss:// or unix://.")
    return text


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    """The address may hold a password, so no sentence quotes it."""
    url, sender = (environ.get(f"COCHARTER_{name}", "") for name in ("SMTP_URL", "MAIL_FROM"))
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or SMTP_PORTS[parts.scheme]
    except (KeyError, ValueError):
        parts, port = urlsplit(""), 0
    if not parts.hostname:
        raise SettingsError(
            "COCHARTER_SMTP_URL must look like smtp://user:password@host:587 (STARTTLS) or "
            "smtps://user:password@host:465, what is special in it percent-encoded."
        )
    if not is_address(parseaddr(sender)[1]):
        raise SettingsError(
            "COCHARTER_MAIL_FROM must say whose name mails carry: CoCharter <charter@example.org>."
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        local=is_loopback(parts.hostname),
        sender=sender,
    )


def _openid(environ: Mapping[str, str]) -> OpenID | None:
    """The provider, when all of it is named. Nothing given is quoted: it may stand in the wrong
    variable, and one is a secret.
    """
    given = {
        one.name: environ.get(f"COCHARTER_OIDC_{one.name.upper()}", "") for one in fields(OpenID)
    }
    if not any(given.values()):
        return None
    missing = [f"COCHARTER_OIDC_{name.upper()}" for name, value in given.items() if not value]
    if missing:
        raise SettingsError(f"{', '.join(missing)} must be set too: all four of them, or none.")
    issuer = given["issuer"]
    found = _ISSUER.fullmatch(issuer)
    safe = found and (issuer.startswith("https:") or is_loopback(found["host"].strip("[]")))
    if not safe or len(issuer) > MAX_ISSUER_CHARACTERS:
        raise SettingsError(
            "COCHARTER_OIDC_ISSUER must be the https:// address of the provider, as it writes it "
            "itself, without a question mark; http:// is for this machine only."
        )
    return OpenID(**given)


def _refuse_public_demo(host: str, base_url: str) -> None:
    if not is_loopback(host) or not is_loopback(urlsplit(base_url).hostname or ""):
        raise SettingsError(
            "COCHARTER_DEMO lets anyone sign in as anyone, so it works on this machine only: "
            "unset it, or let COCHARTER_HOST and COCHARTER_BASE_URL name a loopback address."
        )


def _secret_key(environ: Mapping[str, str], instance: Path, *, demo: bool) -> str:
    key = environ.get("COCHARTER_SECRET_KEY", "")
    if demo and not key:
        return _demo_key(instance / "demo-secret-key")
    if len(key) < MIN_SECRET_KEY_CHARACTERS:
        raise SettingsError(
            f"COCHARTER_SECRET_KEY must be set, {MIN_SECRET_KEY_CHARACTERS} characters or more: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' makes one."
        )
    return key


def _demo_key(path: Path) -> str:
    """A key of the demo's own, kept so that people stay signed in across restarts."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
