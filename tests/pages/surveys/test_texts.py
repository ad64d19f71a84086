import csv
import io

from django.urls import reverse

from surveys.models import Quote, Survey, Tag
from tests.kept import keeping
from tests.surveys import rounds

TEXT = "A seed bank was <shared>. It feeds three villages."


@keeping
def answer(focal_point, analyst, entity_round):
    rounds.approved(entity_round, rounds.entity(9), focal_point.user, analyst.user, remarks="Wells were dug")
    counted = rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, remarks=TEXT)
    return counted.answers.get(item__code="remarks")


def quote(client, answer, passage="It feeds three villages.", **more):
    told = {"passage": passage, "note": "For the annex", **more}
    return client.post(reverse("quote-answer", args=[answer.pk]), told, follow=True)


def text(client, name, *args, query="") -> str:
    response = client.get(f"{reverse(name, args=args)}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_drafter_finds_tags_quotes_and_takes_along(drafter, answer, analyst, focal_point):
    found = text(drafter, "text-answers", query="?q=seed&year=2022&survey=nonsense")
    assert "<mark>seed</mark>" in found
    assert "Wells" not in found
    assert "left aside" in found
    assert "Illustrative data" in found
    drafter.post(reverse("tag-answer", args=[answer.pk]), {"name": "Seeds"})
    assert "Wells" in text(drafter, "text-answers")
    assert "Wells" not in text(drafter, "text-answers", query=f"?tag={Tag.objects.get().pk}")
    shown = quote(drafter, answer).content.decode()
    assert "Quoted. The passage stands among the quotes" in shown
    assert "— Entity 07, Survey of entities, 2022 [Illustrative data]" in shown
    for client in (drafter, analyst):
        listed = text(client, "quotes", query="?q=villages")
        assert "allowed by the survey" in listed
        assert "For the annex" in listed
        assert "data-copy=" in listed
        assert "Entity 07" not in text(client, "quotes", query="?q=wells").split('class="empty"')[1]
    made = Quote.objects.get()
    response = drafter.get(reverse("quotes-file", args=["csv"]), {"quote": [made.pk]})
    heads, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert row[0] == "It feeds three villages."
    assert row[heads.index("Address")] == f"http://testserver/en/answers/{answer.pk}/text/"
    assert drafter.get(reverse("quotes-file", args=["xlsx"])).content.startswith(b"PK")
    assert (
        "The quote is gone"
        in drafter.post(reverse("discard-quote", args=[made.pk]), follow=True).content.decode()
    )
    drafter.post(reverse("untag-answer", args=[answer.pk, Tag.objects.get().pk]))
    assert not Tag.objects.exists()


def test_what_does_not_stand_in_the_answer_is_refused_and_kept_on_the_page(drafter, answer):
    for passage, status, told in (
        ("Nobody <said> this", 409, "do not stand in the answer"),
        ("", 200, "Write or paste"),
    ):
        response = quote(drafter, answer, passage)
        assert response.status_code == status
        assert told in response.content.decode()
        assert "For the annex" in response.content.decode()
    assert not Quote.objects.exists()
    assert (
        "Write what the answer is about"
        in drafter.post(reverse("tag-answer", args=[answer.pk]), {"name": " "}).content.decode()
    )


def test_a_focal_point_reads_the_own_answers_and_changes_nothing(
    focal_point, other_focal_point, drafter, answer, entity_round
):
    quote(drafter, answer)
    drafter.post(reverse("tag-answer", args=[answer.pk]), {"name": "Seeds"})
    made, tag = Quote.objects.get(), Tag.objects.get()
    assert "seed bank" in text(focal_point, "text-answers")
    assert "Wells" not in text(focal_point, "text-answers")
    assert "Wells" in text(other_focal_point, "text-answers")
    assert "seed bank" not in text(other_focal_point, "text-answers")
    assert "Seeds" not in text(other_focal_point, "text-answers")
    shown = text(focal_point, "text-answer", answer.pk)
    assert "It feeds three villages" in shown
    assert "For the annex" not in shown + text(focal_point, "quotes")
    assert "For the annex" not in focal_point.get(reverse("quotes-file", args=["csv"])).content.decode()
    assert "villages" not in text(other_focal_point, "quotes")
    assert (
        "villages"
        not in other_focal_point.get(
            reverse("quotes-file", args=["csv"]), {"quote": made.pk}
        ).content.decode()
    )
    public = text(other_focal_point, "text-answer", answer.pk)
    assert "seed bank" in public
    assert not [one for one in ("Seeds", "Quotes", "<form method") if one in public.split("<main")[1]]
    Survey.objects.update(attributable=False)
    assert other_focal_point.get(reverse("text-answer", args=[answer.pk])).status_code == 403
    for client in (focal_point, other_focal_point):
        for name, args in (
            ("quote-answer", [answer.pk]),
            ("tag-answer", [answer.pk]),
            ("untag-answer", [answer.pk, tag.pk]),
            ("quote-permission", [made.pk]),
            ("discard-quote", [made.pk]),
        ):
            assert client.post(reverse(name, args=args), {}).status_code == 403
    assert Quote.objects.exists()
    assert Tag.objects.exists()


def test_the_public_has_nothing_here_of_a_confidential_survey(nobody, answer):
    Survey.objects.update(attributable=False)
    stranger = rounds.person("stranger@example.org")
    for name, args in (
        ("text-answers", []),
        ("quotes", []),
        ("text-answer", [answer.pk]),
        ("quotes-file", ["csv"]),
    ):
        assert nobody.get(reverse(name, args=args)).status_code == 302
        nobody.force_login(stranger)
        assert nobody.get(reverse(name, args=args)).status_code == 403
        nobody.logout()
    assert nobody.post(reverse("quote-answer", args=[answer.pk])).status_code == 302


def test_a_drafter_reads_nothing_before_it_counts(drafter, focal_point, entity_round):
    waiting = rounds.submitted(entity_round, rounds.entity(7), focal_point.user, remarks=TEXT)
    address = reverse("text-answer", args=[waiting.answers.get(item__code="remarks").pk])
    assert drafter.get(address).status_code == 403
    assert "This version of the answer does not count" in focal_point.get(address).content.decode()


def test_missing_and_wrong_methods(drafter, answer):
    quote(drafter, answer)
    made = Quote.objects.get()
    number = answer.submission.answers.get(item__code="cpd_total")
    for name, args in (("text-answer", [number.pk]), ("text-answer", [0])):
        assert drafter.get(reverse(name, args=args)).status_code == 404
    assert drafter.post(reverse("quote-permission", args=[0])).status_code == 404
    assert drafter.post(reverse("untag-answer", args=[answer.pk, 0])).status_code == 404
    for name, args in (
        ("quote-answer", [answer.pk]),
        ("tag-answer", [answer.pk]),
        ("quote-permission", [made.pk]),
        ("discard-quote", [made.pk]),
    ):
        assert drafter.get(reverse(name, args=args)).status_code == 405
    assert drafter.post(reverse("text-answers")).status_code == 405
    assert drafter.get("/en/quotes/file.pdf").status_code == 404


def test_permission_is_noted_where_nobody_declared_it(drafter, analyst, answer):
    Survey.objects.update(attributable=False)
    quote(drafter, answer)
    made = Quote.objects.get()
    assert "[Permission to name the respondent: not asked]" in text(analyst, "quotes")
    address = reverse("quote-permission", args=[made.pk])
    assert (
        "is not offered any more" in analyst.post(address, {"permission": "x"}, follow=True).content.decode()
    )
    analyst.post(address, {"permission": "allowed"})
    shown = text(drafter, "quotes", query="?permission=may_be_named")
    assert "Demo Analyst" in shown
    assert "[Permission" not in shown
    Survey.objects.update(attributable=True)
    assert "nobody has to ask" in analyst.post(address, {"permission": "asked"}, follow=True).content.decode()
    assert Quote.objects.get().permission == "allowed"


def test_the_search_of_the_site_says_what_counts(drafter, answer):
    shown = drafter.get(reverse("search"), {"q": "seed"}).content.decode()
    assert "Answers in words" in shown
