"""Extracting, updating, compiling and checking message catalogues, on a project of three files."""

import gettext

import pytest

from sscdash import catalogues

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext

def title(n):
    return _("Respondents"), ngettext("%(n)s round", "%(n)s rounds", n), pgettext("verb", "Release")
"""
TEMPLATE = """{% load i18n %}
<h1>{% translate "It's released" %}</h1>
    {% if x %}
  <p>{% blocktranslate trimmed with n=n %}
      {{ n }} of
      all
  {% endblocktranslate %}</p>
{% endif %}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one catalogue, so that each message is missing once."""
    monkeypatch.setattr(catalogues, "LOCALES", ("zh_Hans",))
    for folder in catalogues.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "surveys" / "views.py").write_text(PYTHON)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def po_file(project):
    return project / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translate(project, replacements: dict[str, str]) -> None:
    """Fill in translations: a message, and what follows `msgstr` in its place."""
    text = po_file(project).read_text()
    for message, translation in replacements.items():
        start = text.index(f'"{message}"')
        empty = text.index('""', text.index("msgstr", start))
        text = f'{text[:empty]}"{translation}"{text[empty + 2 :]}'
    po_file(project).write_text(text)


ALL = {
    "Respondents": "答复方",
    "%(n)s rounds": "%(n)s 轮",
    "Release": "发布",
    "It's released": "已发布",
    "%(n)s of all": "总数中的 %(n)s",
}


def test_messages_come_from_code_and_templates(project):
    found = {message.id for message in catalogues.messages_of(project) if message.id}
    assert found == {
        "Respondents",
        ("%(n)s round", "%(n)s rounds"),
        "Release",
        "It's released",
        "%(n)s of all",
    }


def test_a_fresh_catalogue_lacks_every_translation(project):
    catalogues.update(project)
    assert len(catalogues.problems(project)) == 5


def test_a_message_without_any_catalogue_is_named_with_its_file(project):
    assert any("'Respondents' (surveys/views.py)" in line for line in catalogues.problems(project))


def test_a_complete_catalogue_has_no_problems_and_speaks(project):
    catalogues.update(project)
    translate(project, ALL)
    assert catalogues.problems(project) == []
    catalogues.compile_all(project)
    spoken = gettext.translation("django", project / "locale", ["zh_Hans"])
    assert spoken.gettext("Respondents") == "答复方"
    assert spoken.pgettext("verb", "Release") == "发布"
    assert spoken.ngettext("%(n)s round", "%(n)s rounds", 2) == "%(n)s 轮"


def test_an_update_keeps_translations_and_changes_nothing_when_nothing_changed(project):
    catalogues.update(project)
    translate(project, ALL)
    catalogues.update(project)
    before = po_file(project).read_text()
    catalogues.update(project)
    assert po_file(project).read_text() == before
    assert catalogues.problems(project) == []


def test_a_changed_message_is_new_and_the_old_one_goes(project):
    catalogues.update(project)
    translate(project, ALL)
    (project / "surveys" / "views.py").write_text(PYTHON.replace("Respondents", "Who answered"))
    catalogues.update(project)
    assert "Respondents" not in po_file(project).read_text()
    (line,) = catalogues.problems(project)
    assert "Who answered" in line


def test_a_lost_placeholder_is_a_problem(project):
    catalogues.update(project)
    translate(project, {**ALL, "%(n)s of all": "总数"})
    (line,) = catalogues.problems(project)
    assert "%(n)s of all" in line


def test_a_fuzzy_translation_is_a_problem(project):
    catalogues.update(project)
    translate(project, ALL)
    text = po_file(project).read_text()
    po_file(project).write_text(text.replace('msgid "Respondents"', '#, fuzzy\nmsgid "Respondents"'))
    (line,) = catalogues.problems(project)
    assert "fuzzy" in line
