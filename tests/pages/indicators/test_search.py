from urllib.parse import quote

import pytest

from indicators.models import Recommendation, System, SystemFact
from surveys.models import Answer, Item, Respondent
from surveys.wording import with_state
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows


def find(client, query, language="en"):
    return client.get(f"/{language}/search/", {"q": query})


@keeping
def full(released):
    Respondent.objects.create(kind="government", code="KEN", slug="kenya", names=with_state({"en": "Kenya", "zh": "肯尼亚"}))  # fmt: skip
    rows.published(None, 800, qualifier="more_than", document="A/77/297", paragraph="70", note=rows.text("About dialogues."))  # fmt: skip
    Recommendation.objects.create(
        code="r-1", document="A/RES/79/236", paragraph="19", position=0, words=with_state({"en": "Close the divide", "zh": "弥合鸿沟", "ar": "سد الفجوة في تعاون البلدان"}),
        addressee=with_state({"en": "UNOSSC"}), verb=with_state({"en": "urge"}),
    )  # fmt: skip
    galaxy = System.objects.create(code="galaxy", kind="platform", names=rows.text("South-South Galaxy"), position=0)  # fmt: skip
    SystemFact.objects.create(
        system=galaxy, position=0, as_of=2022, document="A/78/290", paragraph="35", words=rows.text("Many visitors")
    )  # fmt: skip
    return released


@keeping
def asked_in_all(full):
    return Recommendation.objects.create(
        code="r-2", document="A/78/290", paragraph="3", position=1, addressee=with_state({"en": "All"}), verb=with_state({"en": "ask"}),
        words=with_state({
            "en": "Strategies and their financing", "fr": "Le financement des stratégies", "ru": "Доля правительств",
            "es": "La financiación de la estrategia", "ar": "على الحكومة أن تنفذ كل توصية",
        }),
    )  # fmt: skip


@pytest.mark.usefixtures("full")
class TestSearch:
    @pytest.mark.parametrize(
        ("query", "kind", "address", "text"),
        [
            ("1.4", "indicators", "/en/indicators/1.4/", "1.4"),
            ("kenya", "countries", "/en/countries/KEN/", "Kenya"),
            ("ken", "countries", "/en/countries/KEN/", "Kenya"),
            ("ENTITY-07", "entities", "/en/entities/entity-07/", "Name of ENTITY-07"),
            ("visitors galaxy", "systems", "/en/systems/galaxy/", "<mark>visitors</mark>"),
            ("dialogues", "figures", "document=A/77/297", "<mark>dialogues</mark>"),
            ("A/77/297", "figures", "document=A/77/297", "more than 800"),
            ("divide", "recommendations", "/en/recommendations/r-1/", "<mark>divide</mark>"),
            ("focal_point", "questions", "/en/surveys/unossc_entity/2022/", "Survey of UN entities"),
            ("弥合 鸿沟", "recommendations", "/en/recommendations/r-1/", "<mark>鸿沟</mark>"),
            ("鸿沟　弥合", "recommendations", "/en/recommendations/r-1/", "<mark>弥合</mark>"),
            ("鸿沟", "recommendations", "/en/recommendations/r-1/", "<mark>鸿沟</mark>"),
        ],
    )
    def test_each_kind_is_found_with_its_place(self, nobody, query, kind, address, text):
        page = shows(find(nobody, query), f'id="{kind}"', text)
        section = page[page.index(f'id="{kind}"') :]
        assert address in section[: section.index("</section>")].replace("&amp;", "&").replace("%2F", "/")

    @pytest.mark.parametrize(
        ("language", "query", "address"),
        [
            ("en", "what changed", "/en/changes/"),
            ("en", "same respondents", "/en/changes/"),
            ("ar", "ما تغيّر", "/ar/changes/"),
            ("fr", "enquêtes", "/fr/surveys/"),
        ],
    )
    def test_pages_are_found_by_what_they_show(self, nobody, language, query, address):
        page = shows(find(nobody, query, language)).split("<main")[1]
        assert f'href="{address}"' in page

    def test_in_chinese(self, nobody):
        shows(find(nobody, "肯尼", "zh-hans"), "/zh-hans/countries/KEN/")

    @pytest.mark.parametrize("query", ["تعاون", "التعاون", "والتعاون الفجوة", "للتعاون", "بالفجوة"])
    def test_in_arabic_with_the_article_and_without(self, nobody, query):
        page = shows(find(nobody, query, "ar"), "/ar/recommendations/r-1/")
        assert "<mark>" in page

    def test_a_near_spelling_is_offered(self, nobody):
        shows(find(nobody, "Kenia"), "Did you mean:", "/en/countries/KEN/", "Nothing that you may read")

    @pytest.mark.parametrize(
        ("language", "query", "marked"),
        [
            ("en", "divides closing", "divide"),
            ("fr", "financer stratégie", "financement"),
            ("fr", "strategies", "stratégies"),
            ("es", "financiar estrategias", "financiación"),
            ("ru", "правительства", "правительств"),
            ("ar", "حكومات", "الحكومة"),
            ("ar", "توصيه", "توصية"),
            ("ar", "حكومة توصيات", "الحكومة"),
            ("fr", "closes the divides", "divide"),
        ],
    )
    def test_an_inflected_word_is_found_in_the_language_of_the_page_and_in_english(
        self, nobody, asked_in_all, language, query, marked
    ):
        shows(find(nobody, query, language), "/recommendations/r-", f"<mark>{marked}</mark>")

    def test_who_recommends_and_when_is_found(self, nobody):
        for language, query in (
            ("en", "UNOSSC General Assembly 2024"),
            ("fr", "UNOSSC Assemblée générale 2024"),
        ):
            page = shows(find(nobody, query, language), f"/{language}/recommendations/r-1/")
            assert 'id="partly"' not in page

    def test_an_arabic_question_is_looked_for_by_what_it_asks_about(self, nobody):
        question = "ما الذي طلب في قرار الجمعية العامة من سد الفجوة بين البلدان"
        page = shows(find(nobody, question, "ar"), 'id="partly-recommendations"', "<mark>الفجوة</mark>")
        assert "<mark>في</mark>" not in page

    def test_what_holds_most_of_the_words_stands_first(self, nobody):
        Recommendation.objects.create(
            code="r-3", document="A/78/290", paragraph="4", position=2, words=with_state({"en": "Many visitors from the South"}),
            addressee=with_state({"en": "UNOSSC"}), verb=with_state({"en": "urge"}),
        )  # fmt: skip
        page = shows(find(nobody, "many visitors south unossc windmills mills"), 'id="partly-systems"')
        assert page.index('id="partly-recommendations"') < page.index('id="partly-systems"')

    def test_what_holds_most_words_is_offered_under_a_heading_of_its_own_the_best_first(
        self, nobody, asked_in_all
    ):
        page = shows(
            find(nobody, "the divide of strategy windmill financing"),
            "0 finds",
            'id="partly-recommendations"',
        )
        assert "/recommendations/r-1/" not in page
        page = shows(find(nobody, "close the divide of windmills"), "0 finds", 'id="partly"')
        assert page.index('id="partly"') < page.index("/recommendations/r-1/")

    def test_stop_words_are_not_looked_for_unless_they_are_acronyms(self, nobody):
        shows(find(nobody, "what of the divide"), 'id="recommendations"', "1 find for")
        shows(find(nobody, "WHO divide"), "0 finds for")
        shows(find(nobody, "who divide"), "1 find for")

    @pytest.mark.parametrize(
        ("language", "query", "meant"),
        [
            ("en", "divde", "divide"),
            ("fr", "finansement", "financement"),
            ("ru", "правителство", "правительств"),
            ("ar", "الحكوممة", "حكومة"),
        ],
    )
    def test_a_near_spelling_of_a_title_leads_to_its_search(
        self, nobody, asked_in_all, language, query, meant
    ):
        page = shows(find(nobody, query, language), f"/{language}/search/?q={quote(meant)}", f">{meant}</a>")
        assert "/recommendations/r-" not in page

    def test_no_other_name_is_offered_for_one_that_is_found_by_its_stem(self, nobody):
        assert "Did you mean" not in shows(find(nobody, "galaxies"), "/en/systems/galaxy/")

    def test_what_is_found_in_another_language_says_so_and_is_spoken_in_it(self, nobody, asked_in_all):
        shows(find(nobody, "divide", "fr"), '<bdi lang="en">Close the <mark>divide</mark></bdi>', "(Anglais)")
        shows(find(nobody, "弥合", "fr"), '<bdi lang="zh"><mark>弥合</mark>')
        own = find(nobody, "financement", "fr").content.decode()
        assert "<bdi>Le <mark>financement</mark>" in own

    def test_nothing_typed(self, nobody):
        assert "0 finds" not in shows(nobody.get("/en/search/"), "answers that you may read")

    @pytest.mark.parametrize("query", ["'", "a & b | !c:*", "<script>", "\x00", "%", "x" * 500, ":*", "()"])
    def test_whatever_is_typed_is_only_words(self, nobody, query):
        assert "<script>" not in shows(find(nobody, query)).split("<main")[1].split("</main>")[0]

    def test_every_page_has_the_box(self, nobody):
        shows(nobody.get("/en/"), 'action="/en/search/"', "masthead.js")

    def test_queries_are_as_many_for_many_finds(self, analyst, django_assert_max_num_queries):
        for _ in range(40):
            rows.published(None, 1, note=rows.text("About dialogues."))
        with django_assert_max_num_queries(20):
            shows(find(analyst, "dialogues"), "There is more of this kind")


class TestAnswersInWords:
    def tell(self, world):
        item = Item.objects.create(questionnaire=world.world.questionnaire, code="remarks", question="remarks", kind="text", names=rows.text("Remarks"), position=9)  # fmt: skip
        submission = world.rounds[2022].submissions.get(respondent__code="ENTITY-07")
        Answer.objects.create(submission=submission, item=item, text="We built a windmill", raw="x", sheet="A", row=9, column=1)  # fmt: skip

    def test_they_are_found_by_those_who_may_read_them(
        self, nobody, drafter, analyst, focal_point, other_focal_point, released
    ):
        self.tell(released)
        for client in (analyst, drafter, focal_point):
            shows(find(client, "windmill"), "Answers in words", "<mark>windmill</mark>")
        for client in (nobody, other_focal_point):
            shows(find(client, "windmill"), "Nothing that you may read")

    def test_those_of_an_attributable_survey_lead_everybody_to_their_own_page_with_the_words_marked(
        self, nobody, drafter, analyst, focal_point, other_focal_point, open_answers
    ):
        self.tell(open_answers)
        here = f"/en/answers/{Answer.objects.get(item__code='remarks').pk}/text/?q=windmill"
        for client in (nobody, other_focal_point, analyst, drafter, focal_point):
            shows(find(client, "windmill"), "ENTITY-07, 2022", here)
            shows(client.get(here), "We built a <mark>windmill</mark>")

    def test_what_drafters_made_of_it_and_its_cell_are_not_for_everybody(
        self, nobody, drafter, other_focal_point, open_answers
    ):
        self.tell(open_answers)
        here = f"/en/answers/{Answer.objects.get(item__code='remarks').pk}/text/"
        shows(drafter.get(here), "<h2>Tags</h2>", "<h2>Quotes</h2>")
        for client in (nobody, other_focal_point):
            page = shows(client.get(here), "We built a windmill")
            assert not [
                one for one in ("Tags", "Quote", "its cell", "<form method") if one in page.split("<main")[1]
            ]

    def test_one_that_does_not_count_any_more_is_not_public(self, nobody, open_answers):
        self.tell(open_answers)
        rows.answered(open_answers.world, open_answers.rounds[2022], "ENTITY-07", focal_point="yes")
        here = f"/en/answers/{Answer.objects.get(item__code='remarks').pk}/text/"
        assert nobody.get(here).status_code == 302
