"""What happened in a survey, announced to whoever listens: surveys know nothing of indicators."""

from django.dispatch import Signal

submissions_approved = Signal()
"""Submissions of a round began to count. Sent with `round`, `submissions` and `by`, inside the transaction that approved
them."""

upload_checked = Signal()
"""A file was read and waits for its sender. Sent with `upload`, inside the transaction that says so."""

tabulation_approved = Signal()
"""A table of counts began to count. Sent with `tabulation` and `by`, inside the transaction that approved it."""

reply_opened = Signal()
"""Respondents may reply to computed results before a release. Sent by indicators, in the worker, with `survey` and
`respondents` (primary keys), the number of the `release` and the day `until`."""

answer_corrected = Signal()
"""A correction was made or undone. Sent with `correction` and `by`, inside the transaction that did it."""

round_closed = Signal()
"""A round takes no more answers: whoever has not answered did not. Sent with `round`, inside the transaction that closed it."""

questions_changed = Signal()
"""A round asks a later version of its questions. Sent with `rounds` and `by`, inside the transaction that changed it."""

roster_changed = Signal()
"""Somebody was invited or no longer is, or stands in another group; or it is another question whether all are on the
roster. Sent with `rounds` and `by`, inside the transaction that changed it."""
