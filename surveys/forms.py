"""What people type and choose on the pages of surveys."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.correcting import absences_for
from surveys.models import Answer, Invitation, Respondent, Round, Submission, User
from surveys.queries import naming as queries
from surveys.queries.audit import AUDITED
from surveys.questions import Item
from surveys.wording import for_reader

ACCEPTED = ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt"
"""Names that the file chooser offers. The reader goes by what the bytes say, not by the name."""


class SendFileForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("Workbook"),
        max_length=255,
        help_text=_(
            "The template of this round, or a table with one row per respondent: .xlsx, .xls, .ods or .csv."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Save the workbook and choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class ReturnForm(forms.Form):
    """Why a submission goes back."""

    remark = forms.CharField(
        label=_("What has to be corrected"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender reads this on the page and by mail."),
        error_messages={"required": _("Write what has to be corrected: the sender reads it.")},
    )


class CommentForm(forms.Form):
    """A word on a submission; words on single answers stand beside the answers."""

    remark = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by both sides, here and by mail. A comment on one answer goes beside that answer."),
    )


class CountAgainForm(forms.Form):
    """Why an older version is to count again."""

    reason = forms.CharField(
        label=_("Why this version is to count again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LanguageForm(forms.ModelForm):
    """In which language somebody wants letters and workbooks."""

    class Meta:
        model = User
        fields = ["language"]
        labels = {"language": _("Language of letters and workbooks")}


class DayForm(forms.Form):
    """A new closing day, and why it is earlier where it is."""

    closes = forms.DateField(
        label=_("New closing day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day as 2027-03-31.")},
    )
    reason = forms.CharField(
        label=_("Why it closes earlier"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for an earlier day. Those who have not answered read it in their letter."),
    )


def _days(label, help_text) -> SimpleArrayField:
    return SimpleArrayField(
        forms.IntegerField(min_value=0, max_value=366),
        label=label,
        help_text=help_text,
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )


class BatchForm(forms.Form):
    """In which language the workbooks of a round are made, and whether the last answers are filled in."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("each respondent's own")), *settings.LANGUAGES],
    )
    carry_over = forms.BooleanField(label=_("Fill in the last answers"), required=False)


class RulesForm(forms.ModelForm):
    """How a round treats late answers, when it reminds, and whom respondents ask."""

    remind_before = _days(
        _("Remind so many days before the closing day"), _("For example 14, 3. Leave it empty for none.")
    )
    remind_after = _days(
        _("Remind so many days after the closing day"), _("For example 1, 7. Leave it empty for none.")
    )

    class Meta:
        model = Round
        fields = ["closes", "late_days", "remind_before", "remind_after", "contact"]
        labels = {
            "closes": _("Closing day"),
            "late_days": _("Take late answers for so many days"),
            "contact": pgettext_lazy("address", "Contact"),
        }
        help_texts = {"late_days": _("Leave it empty to take them until somebody closes the round.")}
        widgets = {"closes": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        """The closing day of an open round is extended on a page of its own, which tells people."""
        super().__init__(*args, **kwargs)
        if self.instance.state == Round.State.OPEN and self.instance.closes:
            del self.fields["closes"]


class PastedForm(forms.Form):
    """Respondents as somebody pastes them."""

    pasted = forms.CharField(
        label=_("Respondents, one a line"),
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Codes, ISO codes, M49 numbers or names in any of the six languages. An e-mail address in the same line is the "
            "contact address: letters go there, and an account with it becomes a focal point. Names of persons are not kept."
        ),
    )


class ContactForm(forms.ModelForm):
    """To whom letters about an invitation go beside the focal points, and in which language."""

    class Meta:
        model = Invitation
        fields = ["contact_address", "language"]
        labels = {"contact_address": _("Contact address"), "language": _("Language")}
        help_texts = {
            "contact_address": _("Letters go to focal points, and to this address."),
            "language": _("Of letters to the contact address, and of the workbook."),
        }


class CorrectionForm(forms.Form):
    """What an answer is to count as instead, and why. `expected` is the value that its author saw."""

    expected = forms.CharField(widget=forms.HiddenInput, strip=False)
    typed = forms.CharField(label=_("Counts as"), required=False)
    absence = forms.ChoiceField(label=_("or as a kind of absence"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands beside the answer wherever it is shown; who sent the answer reads it too."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_(
            "Where the right value comes from: a letter with its date, a document with its paragraph."
        ),
    )

    def __init__(self, *args, item: Item, **options):
        super().__init__(*args, **options)
        language = get_language()
        self.fields["absence"].choices = [
            ("", _("no absence")),
            *((code, Answer.Absence(code).label) for code in absences_for(item)),
        ]
        if item.choices:
            offered = [choice for choice in item.choices if choice.code not in item.refused]
            names = [(choice.code, for_reader(choice.text, language)) for choice in offered]
            self.fields["typed"] = forms.ChoiceField(
                label=_("Counts as"), required=False, choices=[("", _("no option")), *names]
            )
        elif item.kind == "text":
            self.fields["typed"].widget = forms.Textarea(attrs={"rows": 4})


class UndoForm(forms.Form):
    """Why a correction is taken away again."""

    undo_reason = forms.CharField(
        label=_("Why it is undone"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class RespondentField(forms.CharField):
    """A respondent by code or name, typed: a list of thousands is no choice."""

    def clean(self, value: str) -> Respondent | None:
        typed = super().clean(value).strip()
        if not typed:
            return None
        return _the_one(queries.respondents_named(typed), lambda one: one.code)


class AccountField(forms.CharField):
    """Somebody by the address of the account or the name, typed."""

    def clean(self, value: str) -> User | None:
        typed = super().clean(value).strip()
        return _the_one(queries.accounts_named(typed), lambda one: one.email) if typed else None


def _the_one(found: Sequence, told: Callable[[Any], str]):
    """The only one found. Where there are several, a few are told, so that one of them can be typed."""
    if not found:
        raise forms.ValidationError(_("Nobody is called that."))
    if len(found) > 1:
        some = ", ".join(told(one) for one in found[:5])
        raise forms.ValidationError(
            _("Several are called that: %(some)s. Type one of them."), params={"some": some}
        )
    return found[0]


class AuditForm(forms.Form):
    """Which part of the audit trail is shown: anything left open narrows nothing."""

    round = forms.ModelChoiceField(
        label=_("Round"), queryset=Round.objects.select_related("survey"), required=False
    )
    respondent = RespondentField(
        label=_("Respondent"),
        required=False,
        max_length=200,
        help_text=_("A code, or a name in any language."),
    )
    user = AccountField(
        label=_("Who"), required=False, max_length=200, help_text=_("An e-mail address, or a name.")
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    submission = forms.ModelChoiceField(
        queryset=Submission.objects.select_related("round__survey", "respondent"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        names = [(kind, capfirst(apps.get_model("surveys", kind)._meta.verbose_name)) for kind in AUDITED]
        self.fields["kind"].choices = [("", _("everything")), *names]


class NewSurveyForm(forms.Form):
    """A survey out of an XLSForm."""

    form = forms.FileField(
        label=_("XLSForm workbook"),
        help_text=_("With the sheets survey, choices and settings: .xlsx, .xls, .ods or .csv."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    code = forms.SlugField(
        label=_("Code of the survey"),
        max_length=40,
        help_text=_(
            "Small letters, digits and _. The code of a survey that is there gives it a new version, and a round for the year if there is none."
        ),
    )
    name = forms.CharField(
        label=_("Name in English"),
        max_length=200,
        required=False,
        help_text=_("The title of the form if left empty."),
    )
    owner = forms.CharField(label=_("Run by"), max_length=40, initial="UNOSSC")
    respondent_kind = forms.ChoiceField(label=_("Who answers"), choices=Respondent.Kind.choices)
    year = forms.IntegerField(label=_("Data year"), min_value=1978, max_value=2100)


class SignInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "This e-mail address and password do not belong together. Check both; capitals matter."
        ),
    }
