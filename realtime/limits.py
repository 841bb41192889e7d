"""Every bound of the shared text, with its unit. `docs/protocol.md` names them."""

KIB = 1024

MAX_FRAME_BYTES = 1024 * KIB
"""A WebSocket message from a browser; a longer one closes the connection (code 1009)."""

MAX_UPDATE_BYTES = 512 * KIB
"""One Yjs update: many times the text of a long charter."""

MAX_TEXT_BYTES = 2 * KIB * KIB
"""The text of one document, in UTF-8; what was deleted does not count."""

MAX_STRUCTS = 20_000
"""Structs in one update, with those that are known already."""

MAX_NEW_STRUCTS = 2_000
"""Those that are not: each takes its place among the others."""

MAX_RIVALS = 300
"""Runs of text between the same two neighbours, in the whole life of a document.

Ordering them costs the square of their number. Each stands for somebody who typed at that place
without having seen the others.
"""

MAX_WRITERS = 64
"""Client ids under which one update may add text."""

MAX_DELETIONS = 100_000
"""Ranges in the delete set of one update: what a browser makes from its copy names them all."""

MAX_STATE_VECTOR_BYTES = MAX_FRAME_BYTES - 16 * KIB
"""A state vector: all that fits into a message beside the other fields."""

MAX_IDS_A_DOCUMENT = MAX_STATE_VECTOR_BYTES // 13 - 1
"""Client ids of one document: with 8 bytes an id and 5 a clock, its vector still fits."""

NEW_IDS_A_DAY = 2_000
"""Client ids that one person may claim in one document: every copy of the text needs one."""

MAX_CLIENT_IDS = 64
"""Client ids that one join may name."""

MAX_CURSOR_BYTES = 256
"""One encoded relative position."""

MAX_QUEUED_UPDATES = 5_000
"""Updates that wait for the flush of one room."""

MAX_QUEUED_BYTES = 16 * KIB * KIB
"""Their sum; past either bound the sender is told `busy`."""

MAX_UNSENT_PACKETS = 2_000
"""Packets that wait for one slow reader; past it the connection is closed, and can come back."""

MAX_DOCUMENTS_A_CONNECTION = 8
"""Documents one connection may have joined at once."""

UPDATES_A_SECOND = 600
JOINS_A_MINUTE = 600
AWARENESS_A_SECOND = 120
BEACONS_A_MINUTE = 120
"""Events of one person, on all their connections together; past it: `busy`, or no relay."""

BYTES_A_MINUTE = 16 * KIB * KIB
"""Updates and state vectors of one person together; past it: `busy`."""

FLUSH_WINDOW_SECONDS = 0.04
"""The longest a busy server gathers updates before it writes them."""

FLUSH_WAIT_SECONDS = 8
"""How long a sender waits for its flush before it is told `busy`; the update may still land."""

SWEEP_SECONDS = 0.5
"""How often rights are read again: what was revoked stops within a second."""

COMPACT_AFTER_UPDATES = 500
"""A tail this long is folded into a snapshot: replaying it is what opening a document costs."""

MAX_ROOMS = 2_000
"""Documents that one process holds in memory; past it those nobody is in go, then `busy`."""

ROOM_GRACE_SECONDS = 30
"""How long a document that nobody has open stays in memory: a page that is loaded again is back."""

MAX_PRESENT = 500
"""Tabs that are in one document at once, on all processes; past it a join is answered `busy`."""

PRESENCE_SECONDS = 2
"""How often a process tells the others all the tabs it serves: deltas may have been lost."""

PRESENCE_LOST_SECONDS = 7
"""After this long a process that was not heard is taken for dead, and its tabs for gone."""

MAX_WAITING_RINGS = 10_000
"""What waits to be told to other processes; past it they learn of rows by the clock."""

STOP_SECONDS = 5
"""How long a process that is told to stop waits for what it has begun."""

COMPACT_AFTER_SHARE = 0.01
"""Nor is it folded before it has as many rows as this share of the units ever written.

Folding costs as much as the whole history; so each row bears the same small part of it, and a
tail of that length makes opening a document hardly slower.
"""

FOLD_HERE_UNITS = 20_000
"""A text of which more was ever written is folded by a process of its own: see `folding`."""

MAX_STRANGER_FRAME_BYTES = 4 * KIB
"""A message before it is known who sends it: a greeting is short."""

MAX_WAITING_FRAMES = 16
"""Messages of one connection that were read and wait; past it no more is read from its line."""

MAX_EVENTS_IN_FLIGHT = 64
"""Events of one connection that are being answered; past it no more is read from its line."""

MAX_UNSENT_BYTES = 8 * KIB * KIB
"""What waits for one slow reader, besides MAX_UNSENT_PACKETS; one message more may be larger."""

STRANGER_SECONDS = 5
"""How long a line may be open without saying who it is."""

MAX_STRANGERS = 200
"""Such lines at once; past it the oldest is closed. Each costs the process two open files."""

MAX_CONNECTIONS_A_PERSON = 100
"""Lines of one person; past it the connection is refused as `busy`."""
