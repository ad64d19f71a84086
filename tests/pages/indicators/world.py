"""A released world for tests of the pages of indicators."""

from indicators import actions
from tests.indicators import rows
from tests.kept import keeping


class Released:
    """Two indicators over two rounds, computed and released, beside three published figures.

    1.4: ENTITY-07 yes, ENTITY-08 yes, ENTITY-09 no, ENTITY-10 did not answer. BA.3: 1 of 4 documents.
    """

    def __init__(self, *, illustrative: bool = False, attributable: bool = False):
        self.world = rows.world(attributable=attributable)
        self.share = rows.defined(self.world, "1.4")
        self.ratio = rows.ratio(self.world, node="2", aliases={"BA.3.ENTITY-07": {"respondent": "ENTITY-07"}})
        self.entered = rows.entered(self.world, "1.1", by=["level"])
        self.lonely = rows.entered(self.world, "5.2", node="2")
        self.illustrative = illustrative
        self.rounds = {year: self.round(year) for year in (2021, 2022)}
        rows.published(self.entered, 73, breakdown={"level": "global"})
        rows.published(self.entered, 75, breakdown={"level": "regional"})
        rows.published(self.share, 58, year=2023, qualifier="about")
        self.release = actions.publish_release(name="First", by=self.world.sender)

    def publish(self):
        """A further release: what documents print and conclude is shown as it stood at a release."""
        return actions.publish_release(name="Further", by=self.world.sender)

    def round(self, year: int, more: int = 0):
        codes = [
            "ENTITY-07",
            "ENTITY-08",
            "ENTITY-09",
            "ENTITY-10",
            *(f"ENTITY-{20 + i}" for i in range(more)),
        ]
        round_ = rows.round_of(self.world, year, codes, illustrative=self.illustrative)
        for code, answer in zip(codes, ("yes", "yes", "no"), strict=False):
            rows.answered(self.world, round_, code, focal_point=answer, cpd_total=4, cpd_with_sstc=1)
        for code in codes[4:]:
            rows.answered(
                self.world, round_, code, focal_point="yes", cpd_total=2, cpd_with_sstc="do_not_know"
            )
        actions.compute_round(round=round_)
        return round_


@keeping
def released(db) -> Released:
    return Released()


@keeping
def tried_out(db) -> Released:
    return Released(illustrative=True)


@keeping
def open_answers(db) -> Released:
    return Released(attributable=True)


def shows(response, *texts: str, status: int = 200) -> str:
    """The page as one line of text, after looking for these texts in it."""
    assert response.status_code == status, response.status_code
    page = " ".join(response.content.decode().split())
    for text in texts:
        assert text in page, f"{text!r} is not on the page"
    return page
