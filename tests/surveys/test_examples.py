import csv
from collections import Counter

import pytest

from surveys.absences import ABSENCES
from surveys.example_respondents import GOVERNMENTS, ROSTERS, TEAMS, YEARS
from surveys.examples import LAYOUTS, NOT_ANSWERING, example_files
from surveys.spreadsheets import read_workbook
from tests.surveys.example_rounds import EXAMPLES, ROUNDS, asked, checked, files_of

DESA = [place for place in ROUNDS if place[0] != "unossc_entity"]
# No question of headquarters offers "prefer not to answer"; columns of ticks have no words for "not applicable", which
# country teams can say of nothing else.
WITHOUT = {("desa_entity_hq", year): "refused" for year in YEARS}
WITHOUT |= {("desa_unct", year): "not_applicable" for year in (2021, 2023)}


def answered(survey: str, year: int) -> set[str]:
    return {answer.respondent for each in checked(survey, year) for answer in each.answers}


def test_the_files_are_what_the_generator_makes():
    made = dict(example_files(asked()))
    there = [path for survey in ROSTERS for path in (EXAMPLES / survey).glob("**/*") if path.is_file()]

    assert set(made) == {str(path.relative_to(EXAMPLES)) for path in there}
    for name, content in made.items():
        file = (EXAMPLES / name).read_bytes()
        if name.endswith(".csv"):
            assert content == file, name
        else:
            assert read_workbook(content, "a.xlsx") == read_workbook(file, "a.xlsx"), name


def test_committed_files_of_many_stay_small():
    sizes = [path.stat().st_size for place in LAYOUTS for path in EXAMPLES.glob(f"{place[0]}/{place[1]}.*")]

    assert sum(sizes) < 200_000


@pytest.mark.parametrize("survey", ROSTERS)
def test_respondents_are_plainly_fictional_and_asked_nearly_every_year(survey):
    rows = list(csv.DictReader((EXAMPLES / survey / "roster.csv").read_text(encoding="utf-8").splitlines()))
    kind = {"desa_government": "Country ", "desa_unct": "Country team "}.get(survey, "Entity ")

    assert len(rows) == {"desa_government": 84, "desa_unct": 115}.get(survey, 27)
    assert all(row["name_en"].startswith(kind) and any(map(str.isdigit, row["name_en"])) for row in rows)
    assert all(sum(row[f"invited_{year}"] == "true" for year in YEARS) >= 2 for row in rows)


def test_countries_are_in_believable_groups():
    for respondent in (*GOVERNMENTS, *TEAMS):
        groups = respondent.groups
        assert not ("lldc" in groups and "sids" in groups), respondent.code
        assert groups["region"] != "europe" or "ldc" not in groups
    left = [each for each in (*GOVERNMENTS, *TEAMS) if ".." in each.groups.get("ldc", "")]
    assert left
    assert all(each.is_in("ldc", 2021) and not each.is_in("ldc", 2023) for each in left)
    assert {len({"ldc", "sids"} & set(each.groups)) for each in GOVERNMENTS} == {0, 1, 2}


@pytest.mark.parametrize("place", ROUNDS, ids=str)
def test_every_file_passes_the_importer(place):
    """Nothing to correct; exports of tools have no column for the words beside "other", and say so.

    Made-up answers contradict one another now and then, as answers do.
    """
    codes = Counter(issue.code for each in checked(*place) for issue in each.issues)

    told = {"unfinished_response", "question_missing"} if place in LAYOUTS else set()
    assert set(codes) <= told | {"contradictory_answers"}
    missing = {
        issue.item for each in checked(*place) for issue in each.issues if issue.code == "question_missing"
    }
    assert all(asked()[place].items[item].specified for item in missing)


@pytest.mark.parametrize(("place", "layout"), LAYOUTS.items(), ids=str)
def test_files_of_many_arrive_in_different_layouts(place, layout):
    assert [each.layout for each in checked(*place)][-1] == layout.split(".")[0]
    assert files_of(*place)[-1].name == f"{place[1]}.{layout}"


@pytest.mark.parametrize("place", ROUNDS, ids=str)
def test_the_ways_of_not_answering_occur(place):
    absences = {answer.absence for each in checked(*place) for answer in each.answers}

    assert absences == {None, *ABSENCES} - {WITHOUT.get(place)} | {None}


@pytest.mark.parametrize("year", YEARS)
def test_as_many_entities_answered_as_one_would_expect(year):
    assert len(answered("unossc_entity", year)) == len(ROSTERS["unossc_entity"]) - len(NOT_ANSWERING[year])


@pytest.mark.parametrize("place", DESA, ids=str)
def test_most_answer_some_do_not_and_many_of_them_in_both_years(place):
    survey, year = place
    invited = {each.code for each in ROSTERS[survey] if year in each.invited}
    here = answered(*place)

    assert here < invited
    assert 0.65 < len(here) / len(invited) < 0.97
    if year > YEARS[0]:
        before = answered(survey, year - 1)
        assert len(here & before) > 0.5 * len(here)
        assert here - before
        assert before - here


def numbers(year: int) -> Counter:
    return Counter(
        answer.item
        for each in checked("unossc_entity", year)
        for answer in each.answers
        if answer.number is not None
    )


@pytest.mark.parametrize("year", [2021, 2022])
def test_hardly_anybody_reports_partnerships_while_the_question_is_complex(year):
    assert numbers(year)["partnerships_supported"] <= 4
    assert numbers(year)["events"] >= 12


def test_the_simpler_question_about_partnerships_is_answered():
    assert numbers(2023)["partnerships_supported"] >= 10
