"""A number on any page opens: to the page of its value with the answers behind it, or to the figure of a document."""

import re

import pytest

from indicators import actions
from indicators.models import PublishedFigure
from surveys.models import Answer
from tests.indicators import rows
from tests.pages.indicators.world import shows

VALUE = "/en/indicators/1.4/2022/"
OPENS = re.compile(r'href="(/en/(?:indicators/[^/"]+/\d{4}/|reconciliation/[^/"?]+/)[^"#]*)[#"]')
NUMBERED = re.compile(r'<a href="([^"]+)"[^>]*>([^<]*\d[^<]*)')


def opened_from(page: str) -> set[str]:
    return {address.replace("&amp;", "&") for address in OPENS.findall(page)}


def cells(page: str, class_: str = "num") -> list[str]:
    """What stands in the cells of numbers in the bodies of the page's tables."""
    bodies = "".join(re.findall(r"<tbody>.*?</tbody>", page))
    return re.findall(rf'<td class="{class_}"[^>]*>(.*?)</td>', bodies)


LEADING_ON = [
    "/en/changes/", "/en/indicators/", "/en/indicators/1.4/", "/en/indicators/1.1/", "/en/indicators/BA.3/",
    "/en/outcomes/strategy-2020-2024/1/", "/en/compare/?i=1.4", "/en/published/", "/en/reconciliation/",
    "/en/indicators/1.4/?release=1", "/en/changes/?release=1",
]  # fmt: skip


def test_every_number_of_these_pages_leads_on(nobody, analyst, released):
    for reader in (nobody, analyst):
        found = {address: opened_from(shows(reader.get(address))) for address in LEADING_ON}
        assert [address for address, opened in found.items() if not opened] == []
        kept = {one for address, opened in found.items() if "release=1" in address for one in opened}
        assert {one for one in kept if "release=1" not in one} == set()
        for one in set().union(*found.values()):  # many pages lead to the same
            assert reader.get(one).status_code == 200, (
                one,
                [page for page, links in found.items() if one in links],
            )


@pytest.mark.parametrize(
    "address",
    [
        "/en/changes/", "/en/indicators/", "/en/compare/?i=1.4", "/en/published/", "/en/indicators/1.4/",
        "/en/indicators/BA.3/", "/en/outcomes/strategy-2020-2024/1/", "/en/reconciliation/", "/en/embed/1.4/?release=1",
        "/en/releases/1/",
    ],
)  # fmt: skip
def test_no_number_stands_without_its_page(nobody, released, address):
    numbers = [
        cell for cell in cells(shows(nobody.get(address)))
        if cell != "0" and re.search(r"\d", re.sub("<[^>]*>", "", cell))
    ]  # fmt: skip
    assert numbers
    assert [cell for cell in numbers if "<a href=" not in cell] == []


def opened_list(reader, address: str) -> str:
    """The list at which an address opens its page."""
    address, _, anchor = address.replace("&amp;", "&").partition("#")
    page = shows(reader.get(address))
    assert f'id="{anchor}"' in page
    section = page[page.index(f'id="{anchor}"') :]
    return section[: section.index("</section>")]


@pytest.mark.parametrize("code", ["1.4", "BA.3"])
def test_numerators_and_denominators_open_at_lists_that_add_up_to_them(analyst, nobody, released, code):
    page = shows(analyst.get(f"/en/indicators/{code}/"))
    computed = page[page.index("<h2>Computed from answers") :]
    links = [one for one in NUMBERED.findall("".join(cells(computed))) if "#" in one[0]]
    assert {address.partition("#")[2] for address, _ in links} == {"numerator", "denominator"}
    for address, number in links:
        added = re.findall(r'<td class="num"[^>]*>([\d.]+)</td>', opened_list(analyst, address))
        assert sum(map(float, added)) == float(number), address
        assert "not open to you" in opened_list(nobody, address)


def test_a_range_of_published_values_opens_at_all_of_them(nobody, released):
    for place, value in enumerate((40, 55), start=3):
        rows.published(released.entered, value, breakdown={"level": f"level {place}"})
    released.publish()
    page = shows(nobody.get("/en/indicators/1.1/"), "4 published values")
    assert '<a href="/en/published/?indicator=1.1">40 to 75' in page
    printed = shows(nobody.get("/en/published/?indicator=1.1"))
    assert all(f">{number}</a>" in printed for number in (40, 55, 73, 75))


@pytest.mark.parametrize("address", ["/en/", "/en/outcomes/strategy-2020-2024/1/"])
def test_numbers_in_front_open_themselves_and_their_words_the_indicator(nobody, released, address):
    page = shows(nobody.get(address))
    in_front = re.findall(r'<div class="v"><a href="([^"]+)">(\d+)<', page)
    assert (f"{VALUE}", "67") in in_front
    assert '<p><a href="/en/indicators/1.4/">' in page


def test_counts_of_states_open_at_as_many_figures(nobody, released):
    page = shows(nobody.get("/en/reconciliation/"))
    counts = re.findall(r'<td class="num"><a href="(/en/reconciliation/\?state=[^"]+)">(\d+)</a>', page)
    assert counts
    for address, number in counts:
        opened = shows(nobody.get(address.replace("&amp;", "&")))
        assert len(set(re.findall(r'<tr id="([^"]+)">', opened))) == int(number), address


def test_what_a_release_holds_opens_at_its_indicators(nobody, released):
    page = shows(nobody.get("/en/releases/1/"))
    table = page[page.index("What it holds</h2>") :]
    indicators, values, missing = re.search(
        r"<td>2022</td>" + r'<td class="num">(?:<a href="#held-2">)?(\d+)(?:</a>)?</td>' * 3, table
    ).groups()
    held = opened_list(nobody, "/en/releases/1/#held-2")
    rows_of = re.findall(r'<tr><th scope="row"><a href="([^"]+)">.*?</tr>', held)
    numbers = [int(number) for number in re.findall(r">(\d+)(?:</a>)?</td>", held)]
    assert (len(rows_of), sum(numbers[::2]), sum(numbers[1::2])) == (
        int(indicators),
        int(values),
        int(missing),
    )
    for address in rows_of:
        assert "release=1" in address
        assert nobody.get(address.replace("&amp;", "&")).status_code == 200


def test_the_table_under_a_figure_opens_values_and_what_documents_print(nobody, released):
    page = shows(nobody.get("/en/indicators/1.4/"))
    table = page[page.index("Data in a table") :]
    assert f'<a href="{VALUE}?release=1">67</a>' in table
    printed = PublishedFigure.objects.get(from_year=2023)
    assert f'<a href="/en/reconciliation/{printed.code}/?release=1">about 58</a>' in table


def test_illustrative_values_open_as_illustrative_ones(nobody, tried_out):
    page = shows(nobody.get("/en/indicators/1.4/"))
    assert f'<a href="{VALUE}?data=illustrative&amp;release=1">67</a>' in page


def test_embedded_figures_open_their_values_beside_the_page_of_others(nobody, released):
    page = shows(nobody.get("/en/embed/1.4/?release=1"))
    assert f'<a href="{VALUE}?release=1" target="_blank" rel="noopener">67</a>' in page


def test_on_the_page_of_an_entity_each_number_opens(nobody, analyst, open_answers):
    page = shows(nobody.get("/en/entities/entity-07/"))
    assert f'<a href="{VALUE}">67%</a>' in page
    assert f'<a href="{VALUE}entity_type=fund/">' in page
    assert f'<a href="{VALUE}respondent=ENTITY-07/">' in page
    for opened in opened_from(page):
        assert nobody.get(opened).status_code == 200, opened


def test_two_releases_beside_each_other_open_each_number_in_its_own(nobody, released):
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-10", focal_point="no", cpd_total=1, cpd_with_sstc=1
    )
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    page = shows(nobody.get("/en/releases/1/compare/2/"))
    assert f'<a href="{VALUE}?release=1">67</a>' in page
    assert f'<a href="{VALUE}?release=2">50</a>' in page


def another_round(released):
    """2023: ENTITY-08 has left, ENTITY-20 is new, ENTITY-10 answers for the first time."""
    round_ = rows.round_of(released.world, 2023, ["ENTITY-07", "ENTITY-09", "ENTITY-10", "ENTITY-20"])
    for code, answer in {
        "ENTITY-07": "no",
        "ENTITY-09": "no",
        "ENTITY-10": "yes",
        "ENTITY-20": "yes",
    }.items():
        rows.answered(released.world, round_, code, focal_point=answer, cpd_total=4, cpd_with_sstc=1)
    actions.compute_round(round=round_)
    released.publish()


def side_of(page: str, title: str) -> str:
    section = page[page.index(f"<h4>{title}") :]
    return section[: section.index("</section>")]


def test_a_change_tells_who_is_in_both_years_to_those_who_may_know(analyst, nobody, focal_point, released):
    another_round(released)
    page = shows(analyst.get("/en/indicators/1.4/2023/"), "Among the 2 respondents")
    assert "(2)" in side_of(page, "In the number in both years")
    assert "ENTITY-07, ENTITY-09" in side_of(page, "In the number in both years")
    assert "ENTITY-08" in side_of(page, "Only in the earlier year")
    assert "ENTITY-10, ENTITY-20" in side_of(page, "Only in the later year")
    assert f'<a href="{VALUE}">The value of the earlier year</a>' in page
    assert "<dt>2022</dt><dd>50% <span" in page
    assert "<bdi>1 ÷ 2</bdi>" in page
    assert "<dt>2023</dt><dd>0% <span" in page
    assert "<bdi>0 ÷ 2</bdi>" in page

    page = shows(nobody.get("/en/indicators/1.4/2023/"), "Among the 2 respondents")
    assert "In the number in both years" not in page
    assert "<dt>2022</dt><dd>50%</dd>" in page
    assert "ENTITY" not in page

    own = side_of(shows(focal_point.get("/en/indicators/1.4/2023/")), "In the number in both years")
    assert "ENTITY-07" in own
    assert "1 respondent whose answers are not open to you" in own


def test_the_answers_of_those_in_both_years_open_to_those_who_may_read_them(analyst, focal_point, released):
    another_round(released)
    in_both = Answer.objects.filter(
        item__code="focal_point", submission__round__data_year__in=(2022, 2023),
        submission__respondent__code__in=("ENTITY-07", "ENTITY-09"),
    )  # fmt: skip
    page = shows(analyst.get("/en/indicators/1.4/2023/"))
    panel = page[page.rindex("In the number in both years") : page.rindex("Only in the earlier year")]
    assert in_both.count() == 4
    for answer in in_both:
        assert f'href="/en/answers/{answer.pk}/"' in panel
    assert "<h3>2022 <small>(2)" in panel
    own = shows(focal_point.get("/en/indicators/1.4/2023/"))
    own = own[own.rindex("In the number in both years") : own.rindex("Only in the earlier year")]
    assert own.count("/en/answers/") == 2
    assert "ENTITY-09" not in own


def test_who_is_in_both_years_is_told_of_a_total_as_well(analyst, released):
    rows.defined(
        released.world, "9.1", measure="total", question="cpd_total", survey="unossc_entity", unit="count",
        minimum_respondents="1",
    )  # fmt: skip
    for round_ in released.rounds.values():
        actions.compute_round(round=round_)
    released.publish()
    page = shows(analyst.get("/en/indicators/9.1/2022/"))
    assert "ENTITY-07, ENTITY-08, ENTITY-09" in side_of(page, "In the number in both years")
