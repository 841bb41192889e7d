"""Every bound of reading a file, with its unit."""

MIB = 1024 * 1024

MAX_FILE_BYTES = 16 * MIB
"""A file that somebody hands in: a long text with the pictures in it."""

MAX_PARTS = 4_000
"""Files inside a Word document."""

MAX_INFLATED_BYTES = 32 * MIB
"""What those of them that hold text may come to, unpacked: many times a long charter."""

MAX_XML_DEPTH = 256
"""Elements inside one another. Word nests a table within a table some ten deeper each time."""

MAX_XML_ELEMENTS = 1_500_000
"""Elements in all parts together."""

MAX_MEMORY_BYTES = 1024 * MIB
"""Of address space, for the process that reads a file and for the pandoc it starts, each."""

PANDOC_HEAP = "640M"

MAX_CPU_SECONDS = 30
MAX_SECONDS = 60
"""How long reading a file may take, of the processor and by the clock."""

MAX_WAITING_SECONDS = 30
"""How long somebody waits for those who came first: one file is read at a time."""

NICENESS = 10
"""Of the processes that read a file: those who type come first."""
