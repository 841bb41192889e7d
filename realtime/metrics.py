"""What an operator can watch: numbers of this process, in Prometheus' own registry."""

from prometheus_client import Counter, Gauge, Histogram

FLUSH_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

connections = Gauge("cocharter_connections", "Sockets of people who are signed in")
rooms = Gauge("cocharter_rooms", "Documents in memory")
attendees = Gauge("cocharter_attendees", "Tabs of this process that have a document open")
waiting_updates = Gauge("cocharter_waiting_updates", "Updates that wait for a flush")

updates = Counter("cocharter_updates", "Updates from browsers, by what became of them", ["outcome"])
missed_rows = Counter("cocharter_missed_rows", "Rows that other processes wrote, read here")
flush_seconds = Histogram(
    "cocharter_flush_seconds", "From taking updates to their commit", buckets=FLUSH_BUCKETS
)
reloads = Counter("cocharter_reloads", "Texts read from their log, at opening or after a failure")
snapshots = Counter("cocharter_snapshots", "Snapshots made of long logs")

doorbell_up = Gauge("cocharter_doorbell_up", "1 while other processes are heard through Redis")
rings_sent = Counter("cocharter_rings_sent", "What the other processes were told")
rings_lost = Counter("cocharter_rings_lost", "What could not be told, since Redis was away")
rings_heard = Counter("cocharter_rings_heard", "What other processes told")
