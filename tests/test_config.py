"""Settings: a server starts only with what it can be run safely with."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.config import OpenID, SettingsError, is_loopback, read_settings
from app.smtp import MailServer

KEY = "k" * 32
OPENID = {
    "COCHARTER_OIDC_ISSUER": "https://id.example.org/realms/core",
    "COCHARTER_OIDC_CLIENT_ID": "cocharter",
    "COCHARTER_OIDC_CLIENT_SECRET": "se@cret@",
    "COCHARTER_OIDC_NAME": "Core ID",
}


def test_production_needs_nothing_but_a_key(tmp_path: Path) -> None:
    settings = read_settings({"COCHARTER_SECRET_KEY": KEY}, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'cocharter.db'}"
    assert settings.base_url == "http://127.0.0.1:5000"
    assert not settings.demo
    assert not settings.secure
    assert settings.openid is None


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "COCHARTER_DATABASE_URL": "sqlite:///elsewhere.db",
            "COCHARTER_SECRET_KEY": KEY,
            "COCHARTER_BASE_URL": "https://charter.example.org/",
            "COCHARTER_HOST": "0.0.0.0",  # noqa: S104 - only read, nothing listens
            "COCHARTER_PORT": "8000",
            "COCHARTER_REDIS_URL": "redis://127.0.0.1:6379/0",
            "COCHARTER_SHARE_PORT": "1",
            "COCHARTER_METRICS_PORT": "9101",
            **OPENID,
            "COCHARTER_SMTP_URL": "smtp://us:s%40cret@mail.example.org",
            "COCHARTER_MAIL_FROM": "CoCharter <charter@example.org>",
        },
        tmp_path,
    )
    assert settings.database_url == "sqlite:///elsewhere.db"
    assert settings.base_url == "https://charter.example.org"
    assert settings.secure
    assert settings.redis_url == "redis://127.0.0.1:6379/0"
    assert (settings.share_port, settings.metrics_port) == (True, 9101)
    assert settings.openid == OpenID(*OPENID.values())
    assert settings.mail == MailServer(
        "mail.example.org", 587, "us", "s@cret",
        tls=False, local=False, sender="CoCharter <charter@example.org>",
    )  # fmt: skip
    assert (settings.host, settings.port) == ("0.0.0.0", 8000)  # noqa: S104 - only compared


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "COCHARTER_SECRET_KEY"),
        ({"COCHARTER_SECRET_KEY": "short"}, "COCHARTER_SECRET_KEY"),
        ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_PORT": "0"}, "COCHARTER_PORT"),
        ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_PORT": "65536"}, "COCHARTER_PORT"),
        ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_PORT": "http"}, "COCHARTER_PORT"),
        *(
            ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_DATABASE_URL": url}, "COCHARTER_DATABASE_URL")
            for url in (
                "",
                "file.db",
                "sqlite",
                "postgresql",
                "mysql://user:secret@host/name",
                "postgresql://user:secret@host:port/name",
                "postgresql://user:se@cret@host/name",
            )
        ),
        ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_METRICS_PORT": "x"}, "COCHARTER_METRICS_PORT"),
        ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_REDIS_URL": "localhost"}, "COCHARTER_REDIS_URL"),
        *(
            ({"COCHARTER_SECRET_KEY": KEY, "COCHARTER_SMTP_URL": url}, "COCHARTER_SMTP_URL")
            for url in ("localhost", "http://host", "smtp://", "smtp://us:secret@host:port")
        ),
        *(
            (
                {
                    "COCHARTER_SECRET_KEY": KEY,
                    "COCHARTER_SMTP_URL": "smtp://host",
                    "COCHARTER_MAIL_FROM": sender,
                },
                "COCHARTER_MAIL_FROM",
            )
            for sender in ("", "CoCharter", "charter@localhost")
        ),
        ({"COCHARTER_DEMO": "1", "COCHARTER_HOST": "0.0.0.0"}, "COCHARTER_DEMO"),  # noqa: S104
        ({"COCHARTER_DEMO": "1", "COCHARTER_BASE_URL": "http://example.org"}, "COCHARTER_DEMO"),
    ],
)
def test_what_must_not_start_is_refused_by_name(
    environ: Mapping[str, str], named: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=named) as refused:
        read_settings(environ, tmp_path)
    assert "cret@" not in str(refused.value)


@pytest.mark.parametrize("missing", OPENID)
def test_a_provider_is_named_in_full_or_not_at_all(missing: str, tmp_path: Path) -> None:
    environ = {"COCHARTER_SECRET_KEY": KEY, **OPENID, missing: ""}
    with pytest.raises(SettingsError, match=missing) as refused:
        read_settings(environ, tmp_path)
    assert "cret@" not in str(refused.value)


@pytest.mark.parametrize(
    ("issuer", "good"),
    [
        ("https://accounts.google.com", True),
        ("https://tenant.example.org/", True),
        ("https://id.example.org:8443/realms/core", True),
        ("http://localhost:8080/realms/core", True),
        ("http://[::1]:8080", True),
        ("http://id.example.org", False),
        ("http://localhost.example.org", False),
        ("https://", False),
        ("https://user:se@cret@id.example.org", False),
        ("https://id.example.org?x=1", False),
        ("https://id.example.org/a b", False),
        ("https://id.example.org\n", False),
        ("id.example.org", False),
        ("javascript:alert(1)", False),
        ("https://id.example.org/" + "x" * 233, False),
    ],
)
def test_a_provider_is_reached_over_tls_or_on_this_machine(
    issuer: str, good: bool, tmp_path: Path
) -> None:
    environ = {"COCHARTER_SECRET_KEY": KEY, **OPENID, "COCHARTER_OIDC_ISSUER": issuer}
    if good:
        settings = read_settings(environ, tmp_path)
        assert settings.openid
        assert settings.openid.issuer == issuer
        assert "cret@" not in repr(settings.openid)
    else:
        with pytest.raises(SettingsError, match="COCHARTER_OIDC_ISSUER") as refused:
            read_settings(environ, tmp_path)
        assert "cret@" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "port", "tls", "local"),
    [
        ("smtp://mail.example.org", 587, False, False),
        ("smtp://127.0.0.1:2525", 2525, False, True),
        ("smtps://mail.example.org", 465, True, False),
    ],
)
def test_a_mail_server_is_named_by_its_address(
    url: str, port: int, tls: bool, local: bool, tmp_path: Path
) -> None:
    environ = {
        "COCHARTER_SECRET_KEY": KEY,
        "COCHARTER_SMTP_URL": url,
        "COCHARTER_MAIL_FROM": "charter@example.org",
    }
    mail = read_settings(environ, tmp_path).mail
    assert mail
    assert (mail.port, mail.tls, mail.local) == (port, tls, local)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/file.db",
        "postgresql://user:secret@host/name",
        "postgres://host/name",
        "postgresql+psycopg://host/name",
    ],
)
def test_two_kinds_of_database_will_do(url: str, tmp_path: Path) -> None:
    environ = {"COCHARTER_SECRET_KEY": KEY, "COCHARTER_DATABASE_URL": url}
    assert read_settings(environ, tmp_path).database_url == url


def test_a_demo_never_shares_a_file_with_real_people(tmp_path: Path) -> None:
    demo = read_settings({"COCHARTER_DEMO": "1"}, tmp_path)
    real = read_settings({"COCHARTER_SECRET_KEY": KEY}, tmp_path)
    assert demo.database_url != real.database_url


def test_a_demo_makes_its_own_key_and_keeps_it(tmp_path: Path) -> None:
    first = read_settings({"COCHARTER_DEMO": "1"}, tmp_path)
    again = read_settings({"COCHARTER_DEMO": "1"}, tmp_path)
    assert len(first.secret_key) >= len(KEY)
    assert first.secret_key == again.secret_key


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("", False),
        ("0.0.0.0", False),  # noqa: S104 - only compared
        ("192.168.1.4", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_loopback_is_this_machine_only(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
