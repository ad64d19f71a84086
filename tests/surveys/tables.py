"""Tables of counts in the database, as small as a test needs them."""

from surveys import actions
from surveys.models import Round, Tabulation, Upload, User
from tests.surveys import rounds

SOUND = (
    "Question,Answer,Group kind,Group,k,n\n,Answered,,,3,\nfocal_point,Yes,,,2,3\nfocal_point,No,,,1,3\n"
    "dedicated_unit,Yes,,,1,3\ndedicated_unit,No,,,2,3\n"
)


def checked_table(round_: Round, by: User, text: str = SOUND, name: str = "counts.csv") -> Upload:
    """A table of counts after its check."""
    return rounds.work(rounds.receive(round_, None, by, text.encode(), name))


def submitted_table(round_: Round, by: User, text: str = SOUND) -> Tabulation:
    """A table that waits for review."""
    upload = checked_table(round_, by, text)
    actions.submit_upload(upload=upload, by=by)
    rounds.work(upload, "save_upload")
    return Tabulation.objects.get(upload=upload)


def approved_table(round_: Round, by: User, text: str = SOUND) -> Tabulation:
    return actions.approve_tabulation(tabulation=submitted_table(round_, by, text), by=by)
