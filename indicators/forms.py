"""The forms of indicators: what to look for, the name of a release, why two numbers differ."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators import words
from indicators.queries.published import NO_INDICATOR, Filters

TITLES = {
    "document": _("Document"),
    "indicator": _("Indicator"),
    "survey": _("Survey"),
    "year": _("Year"),
    "entity": _("Entity"),
}


class FilterForm(forms.Form):
    """What the register is narrowed to. A choice that is not there is no choice: the others still count."""

    document = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    survey = forms.ChoiceField(required=False)
    year = forms.ChoiceField(required=False)
    entity = forms.ChoiceField(required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, *args, choices: dict[str, list], **kwargs):
        super().__init__(*args, **kwargs)
        for name, title in TITLES.items():
            given = [(str(choice), _in_words(name, choice)) for choice in choices[name]]
            extra = [(NO_INDICATOR, _("None"))] if name == "indicator" else []
            self.fields[name].label = title
            self.fields[name].choices = [("", _("All")), *extra, *given]

    def filters(self) -> Filters:
        """The valid part of what was asked for."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})


class ReleaseForm(forms.Form):
    """The name under which a release is published."""

    name = forms.CharField(
        label=_("Name of the release"),
        max_length=120,
        help_text=_("For example the report that it is made for. It cannot be changed afterwards."),
    )


class MomentForm(forms.Form):
    """When a release becomes public; empty is at once."""

    at = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In UTC. Until then only analysts see it. Empty: at once, and for ever."),
    )

    def clean_at(self):
        """A moment that is over is a mistake of the hand and no wish to publish at once."""
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(_("This moment is over. Leave it empty to publish at once."))
        return at


class AgreementForm(forms.Form):
    """What the register of agreement is narrowed to. A choice that is not there is no choice."""

    state = forms.ChoiceField(label=_("State"), required=False)
    document = forms.ChoiceField(label=_("Document"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)

    def __init__(self, *args, choices: dict[str, list[str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *words.AGREEMENT.items()]
        for name in ("document", "indicator"):
            self.fields[name].choices = [("", _("All")), *((one, one) for one in choices[name])]

    def filters(self) -> dict[str, str]:
        """The valid part of what was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ExplanationForm(forms.Form):
    """Why a computed value is another number than the printed one."""

    words = forms.CharField(
        label=_("Why the two numbers differ"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody can read it, with your name. Say what was checked and where."),
    )


def _in_words(name: str, choice) -> str:
    return words.word(words.SURVEYS, choice) if name == "survey" else str(choice)
