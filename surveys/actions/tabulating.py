"""Tables of counts: drafted when a file was checked, handed in, approved, returned, made to count again."""

import hashlib
import json
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from surveys import mail, signals
from surveys.actions.refusals import RemarkMissing, WhyMissing, WrongState
from surveys.counting import Count
from surveys.models import Group, Item, Option, Round, TabulatedCount, Tabulation, Upload, User


def draft_tabulation(upload: Upload, counts: Sequence[dict]) -> None:
    """Keep what was read in a table of counts until its sender hands it in; the draft of an earlier check goes.

    `counts` are those of `surveys.counting.Count` as mappings; nothing is kept where there are none.
    """
    Tabulation.objects.filter(upload=upload, state=Tabulation.State.DRAFT).delete()
    if not counts:
        return
    draft = Tabulation.objects.create(round=upload.round, upload=upload, content_hash=_hash(counts))
    questionnaire = upload.asked
    items = dict(Item.objects.filter(questionnaire=questionnaire).values_list("code", "pk"))
    options = {
        (item, code): pk
        for item, code, pk in Option.objects.filter(item__questionnaire=questionnaire).values_list(
            "item__code", "code", "pk"
        )
    }
    groups = {
        (grouping, code): pk
        for grouping, code, pk in Group.objects.values_list("grouping__code", "code", "pk")
    }
    rows = [_row(draft, Count(**each), items, options, groups) for each in counts]
    TabulatedCount.objects.bulk_create(rows, batch_size=1000)


def holds_counts(upload: Upload) -> bool:
    """Whether a table of counts was read in this file. One query."""
    return Tabulation.objects.filter(upload=upload, state=Tabulation.State.DRAFT).exists()


def hand_in(upload: Upload, by: User) -> None:
    """Make the draft of an upload the newest version of its round; one that still waited is withdrawn for it."""
    draft = Tabulation.objects.filter(upload=upload, state=Tabulation.State.DRAFT).first()
    if draft is None:
        return
    now = timezone.now()
    _alone_with(upload.round_id)
    versions = Tabulation.objects.filter(round=upload.round_id).sent()
    versions.filter(state=Tabulation.State.SUBMITTED).update(
        state=Tabulation.State.WITHDRAWN, decided=now, decided_by=by
    )
    latest = versions.order_by("-version").first()
    draft.version = latest.version + 1 if latest else 1
    draft.state, draft.submitted, draft.submitted_by = Tabulation.State.SUBMITTED, now, by
    draft.save(update_fields=["version", "state", "submitted", "submitted_by"])


def approve_tabulation(*, tabulation: Tabulation, by: User) -> Tabulation:
    """Make a table the one of its round that counts; the one that counted before is superseded.

    Announces `signals.tabulation_approved` inside the transaction and writes to the sender once it is committed.
    Raises WrongState unless it waits for review.
    """
    return _let_count(tabulation, by, Tabulation.State.SUBMITTED)


def count_again(*, tabulation: Tabulation, by: User, reason: str) -> Tabulation:
    """Let a table count that a later one superseded, and keep why as its remark.

    Raises WhyMissing without a reason, and WrongState unless it was superseded.
    """
    if not reason.strip():
        raise WhyMissing
    return _let_count(tabulation, by, Tabulation.State.SUPERSEDED, reason.strip())


def return_tabulation(*, tabulation: Tabulation, by: User, remark: str) -> Tabulation:
    """Send a table back with a remark. Raises RemarkMissing, and WrongState unless it waits for review."""
    if not remark.strip():
        raise RemarkMissing
    with transaction.atomic():
        locked = _in_state(tabulation, Tabulation.State.SUBMITTED)
        locked.remark = remark.strip()
        _decide(locked, Tabulation.State.RETURNED, by)
        mail.tabulation_returned(locked)
    return locked


def _let_count(tabulation: Tabulation, by: User, state: str, remark: str = "") -> Tabulation:
    with transaction.atomic():
        locked = _in_state(tabulation, state)
        counted = Tabulation.objects.filter(round=locked.round_id).counted()
        counted.update(state=Tabulation.State.SUPERSEDED)
        locked.remark = remark or locked.remark
        _decide(locked, Tabulation.State.APPROVED, by)
        signals.tabulation_approved.send(sender=Tabulation, tabulation=locked, by=by)
        mail.tabulation_approved(locked)
    return locked


def _in_state(tabulation: Tabulation, state: str) -> Tabulation:
    """The table as it stands, with its round locked: decisions on versions come in turn."""
    _alone_with(tabulation.round_id)
    locked = Tabulation.objects.select_related("round__survey", "submitted_by", "upload")
    locked = locked.select_for_update(of=["self"]).get(pk=tabulation.pk)
    if locked.state != state:
        raise WrongState
    return locked


def _alone_with(round_id: int) -> None:
    Round.objects.select_for_update(of=["self"]).get(pk=round_id)


def _decide(tabulation: Tabulation, state: str, by: User) -> None:
    tabulation.state, tabulation.decided, tabulation.decided_by = state, timezone.now(), by
    tabulation.save(update_fields=["state", "decided", "decided_by", "remark"])


def _row(draft: Tabulation, count: Count, items: dict, options: dict, groups: dict) -> TabulatedCount:
    return TabulatedCount(
        tabulation=draft,
        kind=count.kind,
        item_id=items[count.item] if count.item else None,
        option_id=options[count.item, count.option] if count.option else None,
        absence=count.absence,
        group_id=groups[count.cell] if count.grouping else None,
        k=count.k,
        n=count.n,
        base=count.base,
        raw=count.raw,
        sheet=count.sheet[:120],
        row=count.row,
        column=count.column,
    )


def _hash(counts: Sequence[dict]) -> str:
    """SHA-256 of what is counted, wherever it stands: the same table in another file has the same."""
    places = {"raw", "sheet", "row", "column"}
    plain = sorted(
        json.dumps({name: value for name, value in one.items() if name not in places}, sort_keys=True)
        for one in counts
    )
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()
