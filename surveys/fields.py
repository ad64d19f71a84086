"""The model field for wordings, and how it is edited; see `surveys.wording`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.translated import Translations
from surveys.wording import LANGUAGES, RIGHT_TO_LEFT, corrected, problem_with, with_corrections

NAMES = (
    *(pgettext_lazy("text of a row", "names"), pgettext_lazy("text of a row", "short names")),
    *(pgettext_lazy("text of a row", "words"), pgettext_lazy("text of a row", "note")),
    *(pgettext_lazy("text of a row", "notes"), pgettext_lazy("text of a row", "description")),
    *(pgettext_lazy("text of a row", "addressee"), pgettext_lazy("text of a row", "verb")),
    *(pgettext_lazy("text of a row", "measure"), pgettext_lazy("text of a row", "respondent scope")),
    *(pgettext_lazy("text of a row", "change"), pgettext_lazy("text of a row", "crosswalk note")),
    pgettext_lazy("text of a row", "missing"),
)
"""What wordings are called that have no name of their own but that of their column."""
STATES = (("draft", _("draft")), ("reviewed", _("reviewed")))
PAGE_CODES = {"zh": "zh-hans"}


def validate_wording(value: object) -> None:
    """Raise ValidationError unless `value` is a wording with a state for each of its languages."""
    if problem := problem_with(value):
        raise ValidationError(problem)


class WordingWidget(forms.MultiWidget):
    """A text and its state for each of the six languages, one below the other."""

    def __init__(self, attrs=None):
        parts: dict[str, forms.Widget] = {}
        for language in LANGUAGES:
            direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
            parts[language] = forms.Textarea({"lang": language, "dir": direction, "rows": 2, "cols": 80})
            parts[f"{language}_state"] = forms.Select(choices=STATES)
        super().__init__(parts, attrs)

    def decompress(self, value):
        """Text and state by language, in the order of the parts."""
        entries = [(value or {}).get(language) or {} for language in LANGUAGES]
        return [part for entry in entries for part in (entry.get("text", ""), entry.get("state", "draft"))]

    def render(self, name, value, attrs=None, renderer=None):
        """Each language under its own name, as a group of text and state."""
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        groups = []
        for language, text, state in zip(LANGUAGES, parts[::2], parts[1::2], strict=True):
            label = get_language_info(PAGE_CODES.get(language, language))["name_translated"]
            text["attrs"]["aria-label"] = label
            state["attrs"]["aria-label"] = _("%(language)s: state") % {"language": label}
            drawn = (
                self._render(part["template_name"], {"widget": part}, renderer) for part in (text, state)
            )
            groups.append((label, *drawn))
        return format_html(
            '<div class="wording">{}</div>', format_html_join("", "<div><b>{}</b><br>{} {}</div>", groups)
        )


class TranslationsWidget(WordingWidget):
    """The same, with an English that is only read."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        english = LANGUAGES.index("en") * 2
        self.widgets[english].attrs["readonly"] = True
        self.widgets[english + 1] = forms.HiddenInput()


class WordingFormField(forms.Field):
    """A wording in a form. A text that is left empty is taken from the files when they are loaded again."""

    widget = WordingWidget

    def clean(self, value):
        """The wording of the texts that are there; ValidationError where the English is missing."""
        texts, states = value[::2], value[1::2]
        wording = {
            language: {"text": text.strip(), "state": state}
            for language, text, state in zip(LANGUAGES, texts, states, strict=True)
            if text and text.strip()
        }
        validate_wording(wording)
        if "en" not in wording and (wording or self.required):
            raise ValidationError(_("The English text is missing."))
        return wording

    def has_changed(self, initial, data):
        """Whether a text or a state is another one."""
        before = self.widget.decompress(initial)
        return any((old or "").strip() != (new or "").strip() for old, new in zip(before, data, strict=True))


class WordingField(models.JSONField):
    """A wording as one JSON column: ``{"en": {"text": …, "state": "draft" or "reviewed"}, …}``."""

    default_validators = [validate_wording]
    form_class: type[WordingFormField] = WordingFormField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def get_db_prep_save(self, value, connection):
        """Refuse a malformed wording before it reaches the database, also where no form was in between."""
        validate_wording(value)
        return super().get_db_prep_save(value, connection)

    @property
    def title(self) -> str:
        """What the wording is called, in the language of the page."""
        return pgettext("text of a row", str(self.verbose_name))

    def formfield(self, **kwargs):
        """One text and state for each language, instead of JSON."""
        given = {key: value for key, value in kwargs.items() if key in ("label", "help_text", "required")}
        given.setdefault("label", capfirst(self.title))
        given.setdefault("required", not self.blank)
        return self.form_class(**given)

    def save_form_data(self, instance, data):
        """What the editor changed stays a correction when the files are loaded again."""
        setattr(instance, self.attname, corrected(getattr(instance, self.attname) or {}, data))


class TranslationsFormField(WordingFormField):
    """The translations of a text that is not changed here: the English is shown, and stays."""

    widget = TranslationsWidget


class TranslationsField(WordingField):
    """A wording whose English is said elsewhere, and follows it; only the other languages are edited."""

    form_class = TranslationsFormField

    def save_form_data(self, instance, data):
        """The English stays what it was, whatever was sent."""
        known = getattr(instance, self.attname) or {}
        english = {"en": known["en"]} if "en" in known else {}
        given = {**data, **english} if english else {}
        super().save_form_data(instance, given)


def with_layers(
    model: type[models.Model], values: Mapping[str, Any], row: models.Model | None, translations: Translations
) -> dict[str, Any]:
    """The values that files give a row, its wordings with kept translations and the corrections of editors."""
    wordings = {field.attname for field in model._meta.concrete_fields if isinstance(field, WordingField)}
    return {
        name: with_corrections(translations.drafted(value), getattr(row, name, None) or {})
        if name in wordings
        else value
        for name, value in values.items()
    }
