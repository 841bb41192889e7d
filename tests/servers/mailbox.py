"""A mail server that keeps what it is given, and refuses what it is told to refuse."""

import re
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.smtp import MailServer
from tests.servers.ports import free_port

PATIENCE_SECONDS = 20


class Mailbox:
    """Listens on a port of this machine between `start` and `stop`.

    refusals: part of an address -> the reply its mails get instead of being kept.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self._came = threading.Condition()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def server(self) -> MailServer:
        """As settings name it."""
        return MailServer(
            "127.0.0.1", self.port, "", "", tls=False, local=True, sender="Us <us@example.org>"
        )

    def start(self) -> None:
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=True
        )
        self._controller.start()

    def stop(self) -> None:
        """Does nothing when it does not run."""
        if self._controller:
            self._controller.stop()
        self._controller = None

    def wait_for(self, address: str, count: int = 1) -> EmailMessage:
        """The newest mail to `address`, once there are `count`."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.to(address)) >= count, PATIENCE_SECONDS)
            return self.to(address)[-1]

    def to(self, address: str) -> list[EmailMessage]:
        """What was sent to `address` so far, the newest last."""
        return [mail for mail in self.mails if mail["X-RcptTo"] == address]

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        for part, reply in self.refusals.items():
            if part in address:
                return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        mail["X-RcptTo"] = ",".join(envelope.rcpt_tos)
        with self._came:
            self.mails.append(mail)
            self._came.notify_all()
        return "250 OK"


def text_of(mail: EmailMessage) -> str:
    """What it says without its looks."""
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    """The one link it brings."""
    [link] = set(re.findall(r"https?://\S+", text_of(mail)))
    return link
