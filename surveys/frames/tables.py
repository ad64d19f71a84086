"""Tables of counts that senders counted, as frames."""

import pandas as pd

from surveys.models import Round, Tabulation

COUNT_COLUMNS = ("year", "kind", "item", "option", "absence", "grouping", "group", "k", "n", "base")


def counted_tabulation(round_: Round) -> Tabulation | None:
    """The table of counts that counts in this round. One query."""
    return Tabulation.objects.filter(round=round_).counted().select_related("round").first()


def counts_frame(tabulation: Tabulation) -> pd.DataFrame:
    """One row per count of a table. One query.

    Columns: `year` (of the round), `kind` (option, absence, total, invited, answered), `item`, `option`, `absence`,
    `grouping` and `group` (codes, "" where there is none: of everybody), `k` (Decimal), `n` and `base` (int or None).
    """
    rows = tabulation.counts.order_by("pk").values_list(
        "kind",
        "item__code",
        "option__code",
        "absence",
        "group__grouping__code",
        "group__code",
        "k",
        "n",
        "base",
    )
    year = tabulation.round.data_year
    plain = [(year, *(cell or "" for cell in row[:6]), *row[6:]) for row in rows]
    return pd.DataFrame(plain, columns=list(COUNT_COLUMNS), dtype=object)
