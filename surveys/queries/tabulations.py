"""Tables of counts as pages show them: their counts, beside those of the table that counts now, and their versions."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from surveys.models import Answer, Round, TabulatedCount, Tabulation
from surveys.spreadsheets import cell_address


@dataclass(frozen=True)
class CountLine:
    """One count in words: `part` is a wording (the option) or a word (an absence, a sum, who answered).

    `before` is the same count of the table compared with, None where it has none.
    """

    question: dict
    part: dict | str
    group: dict
    k: Decimal
    n: int | None
    cell: str
    before: "CountLine | None" = None

    @property
    def changed(self) -> bool:
        """Whether it says something else than before, or nothing was said before."""
        return self.before is None or (self.k, self.n) != (self.before.k, self.before.n)

    @property
    def share(self) -> Decimal | None:
        """k in per cent of n, where that means something."""
        return self.k * 100 / self.n if self.n and isinstance(self.part, dict) else None


@dataclass(frozen=True)
class Table:
    """A table of counts beside the one that counts now; `lost` are questions that only the other one has."""

    lines: list[CountLine]
    compared_with: Tabulation | None = None
    lost: list[dict] = field(default_factory=list)

    @property
    def changed(self) -> list[CountLine]:
        """The counts that differ from those of the other table."""
        return [line for line in self.lines if line.changed]

    @property
    def questions(self) -> int:
        """How many questions it is about."""
        return len({str(line.question) for line in self.lines if line.question})


def table_of(tabulation: Tabulation) -> Table:
    """A table beside the one of its round that counts now, unless that is itself. Three queries."""
    counted = Tabulation.objects.filter(round=tabulation.round_id).counted().exclude(pk=tabulation.pk).first()
    now, before = _rows(tabulation), _rows(counted) if counted else {}
    lines = [_line(count, before.get(key)) for key, count in now.items()]
    asked = {count.item_id for count in now.values()}
    lost = {
        count.item_id: count.item.names
        for count in before.values()
        if count.item_id and count.item_id not in asked
    }
    return Table(lines, counted, list(lost.values()))


def tables_waiting() -> QuerySet[Tabulation]:
    """Tables of counts that wait for review, longest waiting first. One query."""
    waiting = Tabulation.objects.filter(state=Tabulation.State.SUBMITTED)
    return waiting.select_related("round__survey", "submitted_by", "upload").order_by("submitted", "pk")


def tables_of(round_: Round) -> QuerySet[Tabulation]:
    """The versions of a round's table of counts, newest first. One query."""
    sent = Tabulation.objects.filter(round=round_).sent()
    return sent.select_related("upload", "submitted_by", "decided_by").order_by("-version")


def _rows(tabulation: Tabulation) -> dict[tuple, TabulatedCount]:
    counts = tabulation.counts.select_related("item", "option", "group", "tabulation__upload__redaction")
    return {
        (count.kind, count.item_id, count.option_id, count.absence, count.group_id): count for count in counts
    }


def _line(count: TabulatedCount, before: TabulatedCount | None) -> CountLine:
    return CountLine(
        question=count.item.names if count.item else {},
        part=part_of(count),
        group=count.group.names if count.group else {},
        k=count.k,
        n=count.n,
        cell=cell_address(count.tabulation.upload.sheet(count.sheet), count.row, count.column),
        before=_line(before, None) if before else None,
    )


def part_of(count: TabulatedCount) -> dict | str:
    """What is counted: the option's names, or a word for an absence, a sum, who was invited or answered."""
    if count.option:
        return count.option.names
    return Answer.Absence(count.absence).label if count.absence else count.get_kind_display()
