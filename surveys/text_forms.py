"""What people choose and type on the pages of answers in words and of quotes."""

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.alphabet import by_name
from surveys.models import Quote, Tag
from surveys.queries.quotes import MAY_BE_NAMED
from surveys.queries.texts import Choices, Sought
from surveys.wording import for_reader


class TextsForm(forms.Form):
    """What answers in words are narrowed to. A choice that is not there is no choice: the others still count."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    survey = forms.ChoiceField(label=_("Survey"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    question = forms.ChoiceField(label=_("Question"), required=False)
    respondent = forms.TypedChoiceField(label=_("Respondent"), required=False, coerce=int, empty_value=None)
    tag = forms.TypedChoiceField(label=_("Tag"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args, known: Choices, **options):
        super().__init__(*args, **options)
        language = get_language() or "en"

        def name(row) -> str:
            return for_reader(row.names, language)

        given = {
            "survey": {one.survey.code: name(one.survey) for one in known.rounds},
            "year": {
                one.data_year: one.data_year for one in sorted(known.rounds, key=lambda one: -one.data_year)
            },
            "question": {one.code: f"{name(one)} ({one.code})" for one in known.items},
            "respondent": {
                one.pk: name(one) or one.code for one in by_name(known.respondents, lambda one: one.names)
            },
            "tag": {one.pk: one.name for one in by_name(known.tags, lambda tag: tag.name)},
        }
        for field, choices in given.items():
            self.fields[field].choices = [("", _("All")), *choices.items()]

    def sought(self) -> Sought:
        """The valid part of what was asked for."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return Sought(**{name: wanted[name] for name in Sought.__annotations__ if name in wanted})

    @property
    def not_there(self) -> list[str]:
        """The labels of the choices that were asked for and do not exist."""
        return [str(self.fields[name].label) for name in self.errors]


class QuotesForm(TextsForm):
    """The same for quotes, and by the state of the permission."""

    permission = forms.ChoiceField(label=_("Permission to name the respondent"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["permission"].choices = [
            ("", _("All")),
            (MAY_BE_NAMED, pgettext_lazy("permission", "may be named")),
            *Quote.Permission.choices,
        ]

    def permission_sought(self) -> str:
        """The state of the permission that was asked for, "" for all."""
        self.is_valid()
        return self.cleaned_data.get("permission", "")


class TagForm(forms.Form):
    """What an answer is about."""

    name = forms.CharField(
        label=_("Tag"),
        max_length=Tag._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
        error_messages={"required": _("Write what the answer is about.")},
    )


class QuoteForm(forms.Form):
    """A passage and what it is for."""

    passage = forms.CharField(
        label=_("Passage"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_(
            "Cut away what is not to be quoted. What stays has to stand in the answer word for word."
        ),
        error_messages={"required": _("Write or paste the passage.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("What it is for. Read by drafters and analysts only."),
    )


class PermissionForm(forms.Form):
    """Whether the respondent allows to be named."""

    permission = forms.ChoiceField(
        label=_("Permission to name the respondent"), choices=Quote.Permission.choices
    )
