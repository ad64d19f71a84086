"""Forms for values of entered series. What is right is decided by `entering`; the forms show what is wrong beside it."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.entering import LONGEST, Mistake, WrongEntries, entries_of, entry_of
from indicators.models import PublishedFigure

AT_MOST = 1_000_000
"""Bytes of a table: ten times what the most lines take."""


class SeriesForm(forms.Form):
    """What both have: the definition of the series, the codes that there are, and `entries` once they are right."""

    def __init__(self, *args, definition: IndicatorDefinition, choices: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.definition, self.entries = definition, []
        self.known = {
            dimension: {code for code, _name in named} for dimension, (_title, named) in choices.items()
        }
        self.latest = timezone.localdate().year

    def tell(self, mistakes: Iterable[Mistake]) -> None:
        """Show each mistake beside its field, with line and column where it is one of a table."""
        for one in mistakes:
            own = one.column if one.column in self.fields else None
            self.add_error(own, words.entering(one, with_place=own is None))


class ValueForm(SeriesForm):
    """One value: year, part, number, and where it was taken from."""

    year = forms.CharField(
        label=_("Year"), max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    value = forms.CharField(
        label=_("Value"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("Digits and a point, without spaces: 1448 or 12.5."),
    )
    qualifier = forms.ChoiceField(
        label=_("As the source says it"), choices=PublishedFigure.Qualifier.choices, required=False
    )
    document = forms.CharField(
        label=_("Document or record"),
        max_length=LONGEST["document"],
        help_text=_("A/78/290, or the name of the record."),
    )
    paragraph = forms.CharField(label=_("Paragraph"), max_length=LONGEST["paragraph"], required=False)
    note = forms.CharField(
        label=_("Note, in English"),
        max_length=LONGEST["note"],
        required=False,
        help_text=_(
            "What has to be known of the number; where it stands, if in no paragraph. Everybody reads it."
        ),
    )
    field_order = ["year"]

    def __init__(self, *args, choices: dict, **kwargs):
        super().__init__(*args, choices=choices, **kwargs)
        for dimension, (title, named) in choices.items():
            self.fields[dimension] = forms.ChoiceField(
                label=title, choices=[("", _("All")), *named], required=False
            )
        self.order_fields(["year", *choices, "value"])

    def clean(self):
        """The whole entry, where each field alone is right."""
        if not self.errors:
            try:
                self.entries = [entry_of(self.definition, self.cleaned_data, self.known, self.latest)]
            except WrongEntries as wrong:
                self.tell(wrong.mistakes)
        return self.cleaned_data


class TableForm(SeriesForm):
    """A table of values, as a file or pasted."""

    file = forms.FileField(label=_("File (CSV, UTF-8)"), required=False)
    table = forms.CharField(
        label=_("Or paste the table"),
        required=False,
        max_length=AT_MOST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "wrap": "off", "dir": "ltr"}),
    )

    def clean(self):
        """The entries of the whole table, or every mistake with its line."""
        try:
            self.entries = entries_of(self.definition, self._text(), self.known, self.latest)
        except WrongEntries as wrong:
            self.tell(wrong.mistakes)
        return self.cleaned_data

    def _text(self) -> str:
        file = self.cleaned_data.get("file")
        if file is None:
            return self.cleaned_data.get("table") or ""
        if file.size > AT_MOST:
            raise WrongEntries([Mistake("too_big", parameters={"most": AT_MOST // 1000})])
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise WrongEntries([Mistake("no_utf8")]) from wrong


class WordsForm(forms.Form):
    """Why a value is refused, taken back or withdrawn."""

    words = forms.CharField(label=_("Why"), max_length=400)
