"""Approved tables of counts over the small survey of `tests.indicators.rows`."""

from surveys.models import Group, Round, TabulatedCount, Tabulation, Upload
from tests.indicators import rows
from tests.indicators.rows import World


def drafted(world: World, round_: Round, *counts: tuple) -> Tabulation:
    """A table that was read and waits for its sender. A count is (item, option or absence, k, n) and perhaps a group."""
    number = Tabulation.objects.filter(round=round_).count() + 1
    upload = Upload.objects.create(
        round=round_, sender=world.sender, file_name="counts.xlsx", size=1, sha256=f"{number:064}",
        state="needs_review", checked=rows.NOW, layout="counts_long",
    )  # fmt: skip
    made = Tabulation.objects.create(round=round_, upload=upload, content_hash=f"{number:064}")
    for row, count in enumerate(counts, start=2):
        _count(world, made, row, *count)
    return made


def tabulated(world: World, round_: Round, *counts: tuple) -> Tabulation:
    """The table that counts from now on."""
    made = drafted(world, round_, *counts)
    earlier = Tabulation.objects.filter(round=round_).exclude(pk=made.pk)
    version = earlier.count() + 1
    earlier.filter(state="approved").update(state="superseded")
    decided = {
        "submitted_by": world.sender,
        "submitted": rows.NOW,
        "decided_by": world.sender,
        "decided": rows.NOW,
    }
    Tabulation.objects.filter(pk=made.pk).update(version=version, state="approved", **decided)
    made.refresh_from_db()
    return made


def _count(world: World, table: Tabulation, row: int, item, part, k, n=None, group=""):
    option = world.options.get(part)
    kind = "option" if option else "total" if part == "total" else "absence" if item else part
    return TabulatedCount.objects.create(
        tabulation=table,
        kind=kind,
        item=world.items.get(item),
        option=option,
        absence=part if kind == "absence" else "",
        group=Group.objects.get(code=group) if group else None,
        k=k,
        n=n,
        base=n,
        raw=f"{k}/{n}" if n else str(k),
        sheet="Counts",
        row=row,
        column=5,
    )
