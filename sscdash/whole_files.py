"""Messages as files that appear whole: kombu's filesystem transport, but for how a message is written.

Kombu opens the file under its final name and then writes it; a worker that looks in between takes an empty message
and ends. Here the file gets its name when it is complete.
"""

import time
import uuid
from pathlib import Path

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

SCHEME = "wholefiles"


class Channel(filesystem.Channel):
    """A channel whose messages appear under their name in one step."""

    def _put(self, queue: str, payload: dict, **_kwargs) -> None:
        """Write a message for a queue. Raises OSError where the folder cannot be written to."""
        folder = Path(self.data_folder_out)
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        part = folder / f"{name}.part"  # a name that no reader asks for
        part.write_bytes(str_to_bytes(dumps(payload)))
        part.rename(folder / name)


class Transport(filesystem.Transport):
    """The transport of the addresses that begin with `wholefiles://`."""

    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
