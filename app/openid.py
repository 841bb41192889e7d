"""Signing in at an OpenID Connect provider: what it is asked, what of its answer is believed."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, cast

from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, abort, current_app, session, url_for
from joserfc.errors import JoseError
from requests import RequestException

from app.config import OpenID, Settings
from app.current import settings
from app.domain.errors import SignInError
from app.domain.identities import Proof, proof_of

TIMEOUT_SECONDS = 5  # for each step, of which there are at most five
METADATA_SECONDS = 3600  # for how long a provider is believed to be as it said
# Signed with a key that the provider alone has: "none" proves nothing, a shared secret too little.
ALGORITHMS = tuple(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512))
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")

_NAME = "openid"
_NOTED = f"_state_{_NAME}_"  # as Authlib calls what it notes in the browser's session

logger = logging.getLogger(__name__)


class Provider(FlaskOAuth2App):  # type: ignore[misc]  # Authlib carries no types
    """Authlib's client of a provider, which is held to what the settings say about it."""

    server_metadata: dict[str, Any]

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider says about itself; asked when it is needed, and again after a while.

        Raises ValueError when it is not the one that the settings name.
        """
        if time.time() - self.server_metadata.get("_loaded_at", 0) < METADATA_SECONDS:
            return self.server_metadata
        self.server_metadata = {}
        metadata: dict[str, Any] = super().load_server_metadata()
        self.server_metadata = {}  # until it is found good
        _demand_good(metadata)
        metadata["id_token_signing_alg_values_supported"] = list(ALGORITHMS)
        self.server_metadata = metadata
        return metadata


def init_app(app: Flask, settings: Settings) -> None:
    """Let people of `app` sign in at the provider of `settings`, if there is one.

    It is not asked anything yet: a server starts although its provider is away.
    """
    known = settings.openid
    app.jinja_env.globals["openid_name"] = known.name if known else ""
    if known is None:
        return
    app.extensions[_NAME] = OAuth(app).register(
        _NAME,
        client_cls=Provider,
        client_id=known.client_id,
        client_secret=known.client_secret,
        server_metadata_url=f"{known.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )


def begin() -> str:
    """The address at the provider where this browser goes on; what must come back is noted."""
    back = settings().base_url + url_for("openid.finish")
    with _failing_plainly():
        noted = _provider().create_authorization_url(back)
    # Only the newest attempt: a cookie that many of them made too long would be dropped whole.
    for name in [name for name in session if name.startswith(_NOTED)]:
        del session[name]
    address = str(noted.pop("url"))
    _provider().save_authorize_data(redirect_uri=back, **noted)
    return address


def finish() -> Proof:
    """What the provider proves about who comes back from it with this request.

    Raises SignInError when it proves nothing; stops the request when it does not answer.
    """
    issuer, client_id = _known().issuer, _known().client_id
    wanted = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
    }
    with _failing_plainly():
        token = _provider().authorize_access_token(claims_options=wanted)
        claims = _claims(token)
    return proof_of(issuer, claims)


def _claims(token: Mapping[str, Any]) -> Mapping[str, object]:
    """What the ID token says, or the page behind it when that alone tells of the address."""
    claims = cast(Mapping[str, object], token["userinfo"])
    page = _provider().load_server_metadata().get("userinfo_endpoint")
    if page is None or {"email", "email_verified"} <= claims.keys():
        return claims
    # Never a bit of each: an address from here is not what was checked there.
    told = cast(Mapping[str, object], _provider().userinfo(token=token))
    if told["sub"] != claims["sub"]:
        raise ValueError("the provider tells about somebody else")
    return told


def _demand_good(metadata: Mapping[str, Any]) -> None:
    issuer = _known().issuer
    if metadata["issuer"] != issuer:
        logger.warning(
            "COCHARTER_OIDC_ISSUER is not what it calls itself: %.200r", metadata["issuer"]
        )
        raise ValueError("another issuer")
    scheme = issuer.partition("//")[0]
    if not all(str(metadata[name]).startswith(f"{scheme}//") for name in ENDPOINTS):
        raise ValueError("an address that is not safe")


@contextmanager
def _failing_plainly() -> Iterator[None]:
    """Whatever goes wrong becomes a page; of what was sent, its error code alone is logged."""
    try:
        yield
    except MismatchingStateError as error:
        raise SignInError(
            "This sign-in was begun in another browser, or is over by now. Please begin again."
        ) from error
    except OAuthError as error:
        _log(error, error.error)
        raise SignInError(
            "You were not signed in there, or did not finish. Please try again."
        ) from error
    except JoseError as error:
        _log(error, error.error)
        raise SignInError(
            "What came back from the service you sign in with could not be verified. Please try "
            "again; if that does not help, tell your facilitator."
        ) from error
    # Authlib lets these through when an answer has not the form it should have.
    except (RequestException, AttributeError, KeyError, TypeError, ValueError) as error:
        _log(error)
        abort(HTTPStatus.BAD_GATEWAY)


def _log(error: Exception, code: str | None = "") -> None:
    logger.warning("signing in by OpenID Connect: %s %.60r", type(error).__name__, code)


def _provider() -> Provider:
    return cast(Provider, current_app.extensions[_NAME])


def _known() -> OpenID:
    return cast(OpenID, settings().openid)
