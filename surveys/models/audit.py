"""The audit trail: what happened to a row, kept by triggers beside it, whoever changes it and however."""

import pghistory


def audited(*, exclude: tuple[str, ...] = ()):
    """Keep each insert, change and deletion of a model's rows, without these fields.

    Answers are not audited: they never change. Neither is a field that holds somebody's address or a secret. Rows come
    many at a time, a submission for each respondent in a file: they are written down together.
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
