"""The doorbell between processes: Redis pub/sub, which may lose what it carries, or be away."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Hashable, Sequence

from redis import Redis
from redis.client import PubSub

from app.notices import Appended
from realtime import metrics
from realtime.limits import MAX_WAITING_RINGS
from realtime.rings import Everyone, Gone, Ring, Seen, decode, encode

logger = logging.getLogger(__name__)

CHANNEL = "cocharter"
NAME_BYTES = 8
ANSWER_SECONDS = 5  # a Redis that takes longer is away
LISTEN_SECONDS = 0.25
ASK_SECONDS = 1  # of silence, after which Redis is asked whether it is there
DEAF_SECONDS = 3  # of silence although it was asked; sooner than others are taken for dead
RETRY_SECONDS = 0.5

Hear = Callable[[str, Ring], None]
"""Called with the name of another process and what it rings."""


class Doorbell:
    """Rings the other processes, and hears them; neither ever waits for Redis, or fails with it."""

    def __init__(self, url: str) -> None:
        """url: of the Redis that all processes of one database share."""
        self.name = secrets.token_hex(NAME_BYTES)
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            health_check_interval=ANSWER_SECONDS,
        )
        self._waiting: dict[Hashable, Ring] = {}
        self._mutex = threading.Lock()
        self._some = threading.Event()
        self._closed = False
        self._is_away = False
        self._listening_since: float | None = None

    @property
    def listening_seconds(self) -> float:
        """For how long, up to now, nothing was missed that Redis carried; 0 while it is away."""
        since = self._listening_since
        return 0 if since is None else time.monotonic() - since

    def ring(self, ring: Ring) -> None:
        """Tell every other process soon. Of what replaces what waits, only the newest is told."""
        key = _key(ring)
        with self._mutex:
            self._waiting.pop(key, None)  # the newest goes behind what was rung meanwhile
            if len(self._waiting) < MAX_WAITING_RINGS:
                self._waiting[key] = ring
        self._some.set()

    def send(self) -> None:
        """Carry the rings to Redis, until `close`. For a greenlet or thread of its own."""
        while not self._closed:
            self._some.wait()
            self._some.clear()
            self.flush()
        self._redis.close()

    def listen(self, hear: Hear, woken: Callable[[], None]) -> None:
        """Hand on what others ring, until `close`. For a greenlet or thread of its own.

        woken: called each time the line to Redis is (again) there: much may have been missed.
        """
        while not self._closed:
            try:
                with self._redis.pubsub() as line:  # type: ignore[no-untyped-call]  # redis' own
                    line.subscribe(CHANNEL)
                    self._listen_to(line, hear, woken)
            except Exception as error:  # whatever it is, it must not make us deaf for ever
                self._say_away(error)
            self._listening_since = None
            metrics.doorbell_up.set(0)
            self._pause()
        self._redis.close()

    def flush(self) -> None:
        """Carry what waits to Redis now."""
        with self._mutex:
            rings, self._waiting = list(self._waiting.values()), {}
        if rings:
            self._publish(rings)

    def close(self) -> None:
        """Tell and hear no more; `send` and `listen` return soon."""
        self._closed = True
        self._some.set()

    def _publish(self, rings: Sequence[Ring]) -> None:
        try:
            self._redis.publish(CHANNEL, encode(self.name, rings))
            metrics.rings_sent.inc(len(rings))
        except Exception:  # whoever listens says why
            metrics.rings_lost.inc(len(rings))

    def _listen_to(self, line: PubSub, hear: Hear, woken: Callable[[], None]) -> None:
        """Raises TimeoutError when Redis hangs: the line is open then, and carries nothing."""
        heard_at = asked_at = time.monotonic()
        while not self._closed:
            message, now = line.get_message(timeout=LISTEN_SECONDS), time.monotonic()
            if message is None:
                if now - heard_at > DEAF_SECONDS:
                    raise TimeoutError("it does not answer")
                if now - max(heard_at, asked_at) > ASK_SECONDS:
                    asked_at = now
                    line.ping()
                continue
            heard_at = now
            if message["type"] == "subscribe":
                self._listening_since = now
                self._is_away = False
                metrics.doorbell_up.set(1)
                logger.info("other processes are heard through Redis")
                woken()
            elif message["type"] == "message":
                self._hand_on(message["data"], hear)

    def _say_away(self, error: Exception) -> None:
        """Once, not at every try."""
        if not self._is_away:
            logger.warning("Redis is away, rows are read by the clock: %r", error)
        self._is_away = True

    def _hand_on(self, message: bytes, hear: Hear) -> None:
        """What nobody can read, or handle, must not make us deaf, nor lose the rest."""
        try:
            sender, rings = decode(message)
        except Exception:
            logger.exception("a message of another process was not understood")
            return
        for ring in rings if sender != self.name else ():
            metrics.rings_heard.inc()
            try:
                hear(sender, ring)
            except Exception:
                logger.exception("what another process rang was not handled")

    def _pause(self) -> None:
        if not self._closed:
            time.sleep(RETRY_SECONDS)


def _key(ring: Ring) -> Hashable:
    """Of two rings with one key, the newer says all that the older said."""
    match ring:
        case Appended(document_id):
            return ("appended", document_id)
        case Seen(document_id, tab):
            return ("tab", document_id, tab.client_id)
        case Gone(document_id, client_id):
            return ("tab", document_id, client_id)
        case Everyone(document_id):
            return ("everyone", document_id)
    return ring
