"""A reading process that says nothing for a minute: `python -m tests.surveys.silent_child FOLDER`."""

import time

time.sleep(60)
