from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import IntegrityError

from indicators.models import Recommendation
from surveys.wording import with_state
from tests.kept import keeping
from tests.pages.indicators.world import shows

ADDRESS = "/en/recommendations/"
ASSEMBLY = "A/RES/79/236"


def made(code, document=ASSEMBLY, to=("UNOSSC", "南合办"), words=("Do it", "去做"), verb="call upon", **more):
    return Recommendation.objects.create(
        code=code, document=document, paragraph="19", position=Recommendation.objects.count(),
        addressee=with_state({"en": to[0], "zh": to[1]}), verb=with_state({"en": verb, "zh": f"中{verb}"}),
        words=with_state({"en": words[0], "zh": words[1]}), **more,
    )  # fmt: skip


@keeping
def asked(released):
    made("a-1", words=("Mainstream it", "纳入主流"))
    made("a-2", to=("UNOSSC; UN system", "南合办；联合国系统"), words=("Close the divide", "弥合鸿沟"))
    made("a-3", to=("none", "无"), words=("The Assembly welcomes", "大会欢迎"), verb="welcome")
    made("b-1", document="A/78/290", to=("Member States (with help)", "会员国"), words=("Build", "建设"))
    made("b-2", document="A/78/290", words=("Report", "报告"), status="in_progress", evidence="A/80/1, ¶ 4", next_review=date(2020, 1, 31))  # fmt: skip


@pytest.mark.usefixtures("asked")
class TestReading:
    def test_what_the_assembly_asked_of_the_office_in_2024_is_two_clicks(self, nobody):
        home = shows(nobody.get("/en/"), 'href="/en/recommendations/"')
        assert home.index("/en/recommendations/") < home.index('<li><details class="more"')
        link = "?document=A%2FRES%2F79%2F236&amp;addressee=unossc"
        shows(nobody.get(ADDRESS), "General Assembly, 2024", link)
        page = shows(nobody.get(ADDRESS + link.replace("&amp;", "&")), "Mainstream it", "Close the divide")
        register = page[page.index("<tbody>") :]
        assert "Build" not in register
        assert "Report" not in register

    def test_each_stands_with_addressee_verb_source_status_evidence_and_review(self, nobody):
        shows(
            nobody.get(ADDRESS), "Member States (with help)", "call upon", "A/78/290, paragraph 19",
            "Secretary-General, 2023", "not assessed", "being implemented", "A/80/1, ¶ 4", "31 January 2020", "overdue",
            "nobody in particular", "5 requests and recommendations",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("code", "day"),
        [
            ("en", "31 January 2020"), ("ar", "31 كانون الثاني/يناير 2020"), ("es", "31 de enero de 2020"),
            ("fr", "31 janvier 2020"), ("ru", "31 января 2020 г."), ("zh-hans", "2020年1月31日"),
        ],
    )  # fmt: skip
    def test_the_day_of_its_review_is_written_as_the_language_does(self, code, day, nobody):
        shows(nobody.get(f"/{code}/recommendations/?status=in_progress"), day)

    @pytest.mark.parametrize(
        ("query", "there", "gone"),
        [
            ("document=A/78/290", "Build", "Mainstream it"),
            ("addressee=un-system", "Close the divide", "Mainstream it"),
            ("addressee=member-states", "Build", "Report"),
            ("verb=welcome", "The Assembly welcomes", "Build"),
            ("status=none", "Build", "Report"),
            ("status=in_progress", "Report", "Build"),
            ("q=DIVIDE", "Close the divide", "Build"),
            ("q=弥合", "Close the divide", "Build"),
            ("q=A/80/1", "Report", "Build"),
        ],
    )
    def test_it_is_narrowed(self, nobody, query, there, gone):
        page = shows(nobody.get(f"{ADDRESS}?{query}"), there)
        assert gone not in page[page.index("<tbody>") :]

    def test_a_filter_that_is_not_there_is_left_aside_with_a_word(self, nobody):
        shows(nobody.get(f"{ADDRESS}?document=A/1&page=x"), "“Document” does not exist", "Mainstream it")

    def test_nothing_found_says_so(self, nobody):
        shows(nobody.get(f"{ADDRESS}?q=nothing-like-it"), "Nothing matches")

    def test_in_chinese(self, nobody):
        shows(nobody.get("/zh-hans/recommendations/"), "南合办", "弥合鸿沟", "第19段")

    @pytest.mark.parametrize("query", ["status=xx", "document=A/1/1", "verb=sing&status=none"])
    def test_a_choice_that_is_not_there_makes_no_file(self, nobody, query):
        for format_ in ("csv", "xlsx"):
            answer = nobody.get(f"{ADDRESS}recommendations.{format_}?{query}")
            shows(answer, "does not exist, so that there is no such file", status=404)

    def test_it_leaves_as_csv_with_what_the_page_is_narrowed_to(self, nobody):
        file = nobody.get(f"{ADDRESS}recommendations.csv?document=A/78/290").content.decode("utf-8-sig")
        assert [line.split(",")[0] for line in file.splitlines()] == ["Code", "b-1", "b-2"]
        assert "2020-01-31" in file

    def test_it_leaves_as_a_workbook(self, nobody):
        content = nobody.get(f"{ADDRESS}recommendations.xlsx").content
        rows = list(openpyxl.load_workbook(BytesIO(content)).active.values)
        assert rows[0][:2] == ("Code", "Document")
        assert len(rows) == 6

    def test_no_other_file(self, nobody):
        assert nobody.get(f"{ADDRESS}recommendations.doc").status_code == 404

    def test_queries_do_not_grow(self, nobody, django_assert_max_num_queries):
        for number in range(30):
            made(f"c-{number}")
        with django_assert_max_num_queries(4):
            nobody.get(ADDRESS)


@pytest.mark.usefixtures("asked")
class TestAssessing:
    def send(self, client, code="a-1", **given):
        return client.post(f"{ADDRESS}{code}/assess/", given)

    def test_an_analyst_says_what_has_become_of_it(self, analyst):
        shows(analyst.get(f"{ADDRESS}a-1/"), "What has become of it")
        answer = self.send(analyst, status="implemented", evidence="A/80/2", next_review="2027-01-31")
        assert answer.status_code == 302
        row = Recommendation.objects.get(code="a-1")
        assert (row.status, row.evidence, row.next_review) == ("implemented", "A/80/2", date(2027, 1, 31))
        assert row.assessed_by == analyst.user
        shows(analyst.get(f"{ADDRESS}a-1/"), "implemented", "A/80/2", "31 January 2027", str(analyst.user))

    def test_a_status_needs_evidence_and_nothing_typed_is_lost(self, analyst):
        shows(
            self.send(analyst, status="implemented", next_review="2027-01-31"),
            "A status needs its evidence.",
            'value="2027-01-31"',
            status=400,
        )
        assert Recommendation.objects.get(code="a-1").status == ""

    def test_the_database_wants_the_evidence_too(self):
        with pytest.raises(IntegrityError, match="recommendation_status_with_evidence"):
            Recommendation.objects.filter(code="a-1").update(status="implemented")

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, analyst):
        self.send(analyst, status="implemented", evidence="first")
        shows(
            self.send(analyst, status="in_progress", evidence="second"), "Somebody else", "second", status=400
        )
        assert Recommendation.objects.get(code="a-1").evidence == "first"

    def test_others_may_not(self, nobody, drafter):
        assert self.send(nobody, status="").status_code == 302
        assert "sign-in" in self.send(nobody, status="")["Location"]
        assert self.send(drafter, status="").status_code == 403
        assert "What has become of it" not in shows(drafter.get(f"{ADDRESS}a-1/"))

    def test_reading_never_writes(self, analyst):
        assert analyst.get(f"{ADDRESS}a-1/assess/").status_code == 405
        assert analyst.get(f"{ADDRESS}no-such/").status_code == 404
