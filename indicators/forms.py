"""What people choose and type on the pages of indicators."""

from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators import words
from indicators.models import PublishedFigure, Recommendation
from indicators.queries.published import NO_INDICATOR, Filters
from indicators.queries.recommendations import Sought
from surveys.acronyms import acronym

NAMED = ("survey", "entity")
"""The fields whose choices have names, by which they are sorted."""
TITLES = {
    "document": _("Document"),
    "indicator": _("Indicator"),
    "survey": _("Survey"),
    "year": _("Year"),
    "entity": _("Entity"),
}


class FilterForm(forms.Form):
    """What the register is narrowed to. A choice that is not there is no choice: the others still count.

    `surveys` are names by code, of the surveys that are known here.
    """

    document = forms.ChoiceField(required=False)
    indicator = forms.ChoiceField(required=False)
    survey = forms.ChoiceField(required=False)
    year = forms.ChoiceField(required=False)
    entity = forms.ChoiceField(required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, *args, choices: dict[str, list], surveys: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        for name, title in TITLES.items():
            given = [(str(choice), str(choice)) for choice in choices[name]]
            if name in NAMED:
                named = [(code, _name(name, code, surveys)) for code, _same in given]
                given = sorted(named, key=lambda pair: words.sort_key(pair[1]))
            extra = [(NO_INDICATOR, _("None"))] if name == "indicator" else []
            self.fields[name].label = title
            self.fields[name].choices = [("", _("All")), *extra, *given]

    def filters(self) -> Filters:
        """The valid part of what was asked for."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def not_there(self) -> list[str]:
        """The labels of the choices that were asked for and do not exist."""
        return [str(self.fields[name].label) for name in self.errors]


class SoughtForm(forms.Form):
    """What recommendations are narrowed to. A choice that is not there is no choice: the others still count."""

    document = forms.ChoiceField(label=_("Document"), required=False)
    addressee = forms.ChoiceField(label=_("Addressee"), required=False)
    verb = forms.ChoiceField(label=_("Verb"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, *args, choices: dict[str, list], **kwargs):
        super().__init__(*args, **kwargs)
        for name, given in choices.items():
            self.fields[name].choices = [("", _("All")), *given]

    def sought(self) -> Sought:
        """The valid part of what was asked for."""
        self.is_valid()
        return Sought(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def not_there(self) -> list[str]:
        """The labels of the choices that were asked for and do not exist."""
        return [str(self.fields[name].label) for name in self.errors]


class AssessmentForm(forms.ModelForm):
    """What has become of a recommendation. `seen` is the moment of the assessment that the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Recommendation
        fields = ["status", "evidence", "next_review"]
        labels = {"status": _("Status"), "evidence": _("Evidence"), "next_review": _("Next review")}
        help_texts = {
            "evidence": _("What shows it: a document with its paragraph, an address, a decision."),
            "next_review": _("The day on which somebody looks at it again."),
        }
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 4}),
            "next_review": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("not assessed")), *Recommendation.Status.choices]
        self.before = _moment(self.instance)
        self.initial["seen"] = self.before

    def clean(self):
        """A status without its evidence is an opinion; an assessment that nobody saw is not overwritten."""
        cleaned = super().clean()
        if cleaned.get("status") and not cleaned.get("evidence"):
            self.add_error("evidence", _("A status needs its evidence."))
        if cleaned.get("seen") != self.before:
            self.add_error(None, _("Somebody else has changed this since you opened it. Look at it again."))
        return cleaned

    def save_by(self, user) -> Recommendation:
        """Keep what was said, and who said it when."""
        self.instance.assessed, self.instance.assessed_by = timezone.now(), user
        return self.save()


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


class ReplyDayForm(forms.Form):
    """Until which day respondents may reply to a prepared release; empty is not at all."""

    until = forms.DateField(
        label=_("Replies until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "The last day, in UTC. Focal points are written to, and see the values that rest on their answers. Empty: nobody is asked."
        ),
    )

    def clean_until(self):
        """A day that is over is a mistake of the hand: today is the nearest."""
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return until


class ReplyForm(forms.Form):
    """What a focal point says about results: agreed, or why not. `value` is the one that it is about."""

    AGREES, OBJECTS = "yes", "no"

    stand = forms.ChoiceField(
        label=_("Your reply"),
        choices=[(AGREES, _("We agree.")), (OBJECTS, _("We do not agree, or have to add something."))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Analysts read it, with your name. It is never public."),
    )
    value = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        """Whoever does not agree says why."""
        cleaned = super().clean()
        if cleaned.get("stand") == self.OBJECTS and not cleaned.get("words"):
            self.add_error("words", _("Say in words what is not right, or what has to be added."))
        return cleaned

    @property
    def agrees(self) -> bool:
        """Whether it is an agreement."""
        return self.cleaned_data["stand"] == self.AGREES


class AgreementForm(forms.Form):
    """What the register of agreement is narrowed to. A choice that is not there is no choice."""

    state = forms.ChoiceField(label=_("State"), required=False)
    source = forms.ChoiceField(label=_("Read in"), required=False)
    document = forms.ChoiceField(label=_("Document"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)

    def __init__(self, *args, choices: dict[str, list[str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *words.AGREEMENT.items()]
        self.fields["source"].choices = [("", _("All")), *PublishedFigure.SourceKind.choices]
        for name in ("document", "indicator"):
            self.fields[name].choices = [("", _("All")), *((one, one) for one in choices[name])]

    def filters(self) -> dict[str, str]:
        """The valid part of what was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def not_there(self) -> list[str]:
        """The labels of the choices that were asked for and do not exist."""
        return [str(self.fields[name].label) for name in self.errors]


class ExplanationForm(forms.Form):
    """Why a computed value is another number than the printed one."""

    words = forms.CharField(
        label=_("Why the two numbers differ"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody can read it, with your name. Say what was checked and where."),
    )


def _name(field: str, code: str, surveys: Mapping[str, str]) -> str:
    return surveys.get(code) or words.word(words.SURVEYS, code) if field == "survey" else acronym(code)


def _moment(recommendation: Recommendation) -> str:
    return recommendation.assessed.isoformat() if recommendation.assessed else ""
