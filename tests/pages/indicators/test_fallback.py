"""English in the place of a translation says so wherever it stands: in a page, an attribute, a chart, a list, a file."""

import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from indicators.models import Judgement, Recommendation, System, SystemFact
from surveys.wording import SAID_TO_BE_ENGLISH, StandIn, with_state
from tests.indicators import rows
from tests.kept import keeping

SAID = SAID_TO_BE_ENGLISH["fr"]
ENGLISH = (
    *("Title of", "Short 1.4", "Short BA.3", "What 1.4 is", "Outcome 1", "Outcome 2", "The strategy"),
    *(
        "Survey of UN entities",
        "Type of entity",
        "The funds",
        "The agencys",
        "Name of ENTITY",
        "Question focal_point",
    ),
    *("A fund of ours", "Nothing is said", "Do this soon", "Only context", "Good progress", "Governments of"),
)
"""What the world of these tests says in English, and in French nowhere."""
PAGES = (
    *("", "outcomes/strategy-2020-2024/1/", "outcomes/strategy-2020-2024/2/?year=2022", "indicators/"),
    *("indicators/1.4/", "indicators/1.4/?by=entity_type", "indicators/BA.3/", "indicators/1.1/"),
    *("indicators/1.4/2022/", "indicators/1.4/2022/entity_type=fund/", "indicators/1.4/?framework=x"),
    *("compare/?i=1.4&i=BA.3&part=&part=entity_type%3Dfund", "embed/1.4/?by=entity_type"),
    *(
        "changes/",
        "published/",
        "reconciliation/",
        "recommendations/",
        "recommendations/a-1/",
        "systems/",
        "systems/a-fund/",
    ),
    *("entities/", "entities/entity-07/", "surveys/", "releases/1/"),
    *("search/?q=title", "search/?q=focal", "search/?q=titel", "?framework=nothing", "indicators/titel/"),
)
ANALYSTS = ("releases/", "definitions/", "indicators/1.4/2022/", "review/")
TOLD = ("alt", "aria-label", "label", "title", "data-label")


class Unmarked(HTMLParser):
    """Collects English of the world that neither is marked as English nor says that it is."""

    VOID = ("meta", "link", "input", "br", "img", "hr", "path", "use", "rect", "line", "circle")

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        for name in TOLD:
            self.look(given.get(name) or "", f"{tag}@{name}")
        if tag not in self.VOID:
            self.open.append((tag, given.get("lang")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if any(tag in ("script", "style") or lang == "en" for tag, lang in self.open):
            return
        self.look(data, ">".join(tag for tag, _ in self.open[-2:]))

    def look(self, text, where):
        if any(english in text for english in ENGLISH) and SAID.strip() not in text:
            self.found.append((where, text.strip()[:90]))


def unmarked(page: str) -> list:
    parser = Unmarked()
    parser.feed(re.sub(r"</text>\s*<text[^>]*>", " ", page))  # a chart breaks its texts into lines
    return parser.found


@keeping
def untranslated(released):
    """Everything that a page can name, in English only."""
    text = {"en": "Nothing is said"}
    system = System.objects.create(
        code="a-fund",
        kind="fund",
        names=with_state({"en": "A fund of ours"}),
        missing=with_state(text),
        position=0,
    )
    SystemFact.objects.create(system=system, position=0, as_of=2022, document="A/1", words=with_state(text))
    Recommendation.objects.create(
        code="a-1", document="A/78/290", paragraph="1", position=1, words=with_state({"en": "Do this soon"}),
        addressee=with_state({"en": "Governments of all"}), verb=with_state({"en": "Governments of"}),
    )  # fmt: skip
    Judgement.objects.create(
        node=released.world.nodes["1"], year=2023, words=with_state({"en": "Good progress"}),
        document="A/78/290", paragraph="61",
    )  # fmt: skip
    rows.published(None, 5, note=with_state(text))
    released.publish()
    return released


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_english_as_if_it_were_french(nobody, untranslated, path):
    page = nobody.get(f"/fr/{path}")
    assert page.status_code in (200, 404)
    assert unmarked(page.content.decode()) == []


@pytest.mark.parametrize("path", ANALYSTS)
def test_nor_does_a_page_of_analysts(analyst, untranslated, path):
    page = analyst.get(f"/fr/{path}")
    assert page.status_code == 200
    assert unmarked(page.content.decode()) == []


def test_charts_say_it_in_their_text_alternative_and_their_files(nobody, untranslated):
    page = nobody.get("/fr/indicators/1.4/?by=entity_type").content.decode()
    assert f"Title of 1.4{SAID}" in page[page.index("<svg") : page.index("</svg>")]

    table = nobody.get("/fr/figures/1.4.csv?by=entity_type").content.decode()
    assert f"Title of 1.4{SAID}" in table
    assert f"The funds{SAID}" in table
    drawn = nobody.get("/fr/figures/1.4.svg?by=entity_type").content.decode()
    assert f"The funds{SAID}" in drawn
    book = openpyxl.load_workbook(io.BytesIO(nobody.get("/fr/figures/1.4.xlsx?by=entity_type").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"Title of 1.4{SAID}" in cells
    assert any(f"Survey of UN entities{SAID}" in cell for cell in cells)


def test_the_list_of_recommendations_says_it_in_its_files(nobody, untranslated):
    table = nobody.get("/fr/recommendations/recommendations.csv").content.decode()
    assert f"Do this soon{SAID}" in table
    book = openpyxl.load_workbook(io.BytesIO(nobody.get("/fr/recommendations/recommendations.xlsx").content))
    assert any(cell.value == f"Do this soon{SAID}" for row in book.active.iter_rows() for cell in row)


def test_english_that_stands_in_says_so_in_whatever_it_is_put():
    text = StandIn("Scope", "fr")
    assert text == "Scope"
    assert text.english == "Scope"
    assert str(text) == f"{text}" == "%s" % text == "Scope (en anglais)"  # noqa: UP031
    assert str(StandIn("Scope", "zh-hans")) == "Scope（英文）"
