"""The administration of surveys. What never changes, or is changed by an action only, is shown and not edited."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef
from django.forms import BaseInlineFormSet
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from surveys import actions, models
from surveys.forms import NewSurveyForm
from surveys.issue_messages import explain_notice
from surveys.queries import counted_apart
from surveys.spreadsheets import cell_address
from surveys.texts_admin import ShowsTranslations
from surveys.wording import in_language

LINES_AT_MOST = 50
"""Rosters with more lines are not a part of their round's form."""


class ReadOnly:
    """Rows to look at."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.display(description=_("name"))
def name(row) -> str:
    """The English name."""
    return in_language(row.names, "en")


class MovesRespondents:
    """Rows that say who stands on a roster, and in which groups: rounds that rest on them are computed anew."""

    def rounds_of(self, rows) -> list[models.Round]:
        """The rounds with somebody on their rosters whom these rows concern."""
        raise NotImplementedError

    def moves(self, form, formsets) -> bool:
        """Whether what was saved may have moved somebody."""
        return form.has_changed() or any(formset.has_changed() for formset in formsets)

    def save_related(self, request, form, formsets, change):
        rounds = self.rounds_of([form.instance]) if self.moves(form, formsets) else []
        super().save_related(request, form, formsets, change)
        actions.tell_of_rosters(rounds=rounds, by=request.user)

    def delete_model(self, request, obj):
        rounds = self.rounds_of([obj])
        super().delete_model(request, obj)
        actions.tell_of_rosters(rounds=rounds, by=request.user)

    def delete_queryset(self, request, queryset):
        rounds = self.rounds_of(list(queryset))
        super().delete_queryset(request, queryset)
        actions.tell_of_rosters(rounds=rounds, by=request.user)


class RepresentationInline(admin.TabularInline):
    model = models.Representation
    extra = 0
    autocomplete_fields = ["respondent", "user"]


@admin.register(models.User)
class UserByEmailAdmin(UserAdmin):
    list_display = ["email", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["groups", "is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    inlines = [RepresentationInline]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "password1", "password2"]})]
    readonly_fields = ["last_login", "date_joined"]


@admin.register(models.Representation)
class RepresentationAdmin(admin.ModelAdmin):
    list_display = ["user", "respondent", "survey", "role", "from_day", "to_day"]
    list_filter = ["survey", "role"]
    list_select_related = ["user", "respondent", "survey"]
    search_fields = ["user__email", "respondent__code"]
    autocomplete_fields = ["user", "respondent"]


class GroupInline(admin.TabularInline):
    model = models.Group
    extra = 0


@admin.register(models.Grouping)
class GroupingAdmin(ShowsTranslations, MovesRespondents, admin.ModelAdmin):
    list_display = ["code", name, "version", "position"]
    search_fields = ["code", "names"]
    inlines = [GroupInline]

    def rounds_of(self, rows):
        return actions.rounds_that_invite(
            models.Respondent.objects.filter(memberships__group__grouping__in=rows)
        )


class MembershipInline(admin.TabularInline):
    model = models.Membership
    extra = 0
    autocomplete_fields = ["group"]


@admin.register(models.Group)
class GroupAdmin(ShowsTranslations, MovesRespondents, admin.ModelAdmin):
    list_display = ["code", name, "grouping", "position"]
    list_filter = ["grouping"]
    list_select_related = ["grouping"]
    search_fields = ["code", "names"]

    def rounds_of(self, rows):
        return actions.rounds_that_invite(models.Respondent.objects.filter(memberships__group__in=rows))


@admin.register(models.Respondent)
class RespondentAdmin(ShowsTranslations, MovesRespondents, admin.ModelAdmin):
    list_display = ["code", name, "kind", "fictional"]
    list_filter = ["kind", "fictional", "memberships__group__grouping"]
    search_fields = ["code", "names", "aliases", "iso2", "m49"]
    inlines = [MembershipInline]

    def rounds_of(self, rows):
        return actions.rounds_that_invite(rows)


@admin.register(models.Survey)
class SurveyAdmin(ShowsTranslations, admin.ModelAdmin):
    list_display = [
        "code",
        name,
        "owner",
        "respondent_kind",
        "attributable",
        "by_respondent",
        "keep_originals_days",
        "position",
    ]
    list_filter = ["respondent_kind", "owner"]
    search_fields = ["code", "names"]
    change_list_template = "admin/surveys/survey/change_list.html"

    def get_urls(self):
        """The page for a survey out of an XLSForm, before the usual ones."""
        address = path(
            "from-xlsform/", self.admin_site.admin_view(self.from_xlsform), name="surveys_survey_from_xlsform"
        )
        return [address, *super().get_urls()]

    def from_xlsform(self, request):
        """Upload a form; afterwards the planned round is shown, to be given its roster and opened."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewSurveyForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (made := self._found(request, form)):
            return redirect("admin:surveys_round_change", made.pk)
        context = {**self.admin_site.each_context(request), "form": form, "opts": self.model._meta}
        return render(request, "admin/surveys/survey/from_xlsform.html", context)

    def _found(self, request, form) -> models.Round | None:
        told = dict(form.cleaned_data)
        file = told.pop("form")
        try:
            founded = actions.survey_from_xlsform(
                data=file.read(), file_name=file.name, by=request.user, **told
            )
        except actions.ActionRefused as refused:
            form.add_error("form", str(refused))
            return None
        messages.success(
            request, _("The survey is made. Put its respondents on the roster, and open the round.")
        )
        for code, row, said in founded.notices:
            where = f"{row}: {said}" if row else said
            messages.warning(request, f"{explain_notice(code)} ({where})")
        return founded.round


class InvitationFormSet(BaseInlineFormSet):
    """Lines of a roster: who has sent something stays, here as on the roster's own page."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and (refused := actions.keeps_on_roster(form.instance)):
                raise ValidationError(f"{form.instance.respondent.code}: {refused}")


class InvitationInline(admin.TabularInline):
    model = models.Invitation
    formset = InvitationFormSet
    extra = 0
    autocomplete_fields = ["respondent"]
    readonly_fields = ["access_code"]
    exclude = ["invited_by"]


@admin.register(models.Round)
class RoundAdmin(MovesRespondents, admin.ModelAdmin):
    list_display = ["survey", "data_year", "state", "opens", "closes", "illustrative", "invited", "answered"]
    list_filter = ["survey", "state", "illustrative"]
    list_select_related = ["survey"]
    search_fields = ["survey__code", "data_year"]
    inlines = [InvitationInline]

    def get_inlines(self, request, obj):
        """A long roster has a page of its own, in pages; here it would be more fields than a form may send."""
        return self.inlines if obj is None or obj.invitations.count() <= LINES_AT_MOST else []

    def view_on_site(self, obj):
        """The roster's own page."""
        return reverse("round-roster", args=[obj.pk])

    def rounds_of(self, rows):
        return rows

    def moves(self, form, formsets):
        """Days and rules of a round move nobody."""
        return "roster_closed" in form.changed_data or any(formset.has_changed() for formset in formsets)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                n_invited=counted_apart(models.Invitation.objects.filter(round=OuterRef("pk")), "round"),
                n_answered=counted_apart(
                    models.Submission.objects.counted().filter(round=OuterRef("pk")), "round"
                ),
            )
        )

    def get_changeform_initial_data(self, request):
        """A new round reminds, until somebody decides otherwise."""
        return {
            "remind_before": "14,3",
            "remind_after": "1,7",
            **super().get_changeform_initial_data(request),
        }

    def get_readonly_fields(self, request, obj=None):
        """A round keeps what its answers rest on."""
        return (
            ["survey", "data_year", "illustrative", "questionnaire"] if obj and obj.uploads.exists() else []
        )

    @admin.display(description=_("invited"), ordering="n_invited")
    def invited(self, row) -> int:
        return row.n_invited

    @admin.display(description=_("answered"), ordering="n_answered")
    def answered(self, row) -> int:
        return row.n_answered


class ItemInline(ReadOnly, admin.TabularInline):
    model = models.Item
    fields = ["position", "code", "kind", "names"]


@admin.register(models.Questionnaire)
class QuestionnaireAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["survey", "version", "source_file", "sha256"]
    list_filter = ["survey"]
    list_select_related = ["survey"]
    inlines = [ItemInline]


class IssueInline(ReadOnly, admin.TabularInline):
    model = models.Issue
    fields = ["severity", "code", "cell", "value", "respondent", "item"]
    readonly_fields = ["cell"]

    @admin.display(description=_("cell"))
    def cell(self, row) -> str:
        return cell_address(row.sheet, row.row, row.column)


@admin.register(models.Upload)
class UploadAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["file_name", "round", "respondent", "sender", "state", "layout", "received"]
    list_filter = ["state", "layout", "round"]
    list_select_related = ["round__survey", "respondent", "sender"]
    search_fields = ["file_name", "sha256", "respondent__code", "sender__email"]
    date_hierarchy = "received"
    inlines = [IssueInline]


@admin.register(models.Redaction)
class RedactionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["upload", "made", "by", "columns", "cells", "rebuilt", "sha256"]
    list_filter = ["upload__round"]
    list_select_related = ["upload", "by"]
    search_fields = ["upload__file_name", "upload__sha256", "sha256"]
    date_hierarchy = "made"


@admin.register(models.Mapping)
class MappingAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["survey", "layout", "fingerprint", "confirmed_by", "confirmed"]
    list_filter = ["survey", "layout"]
    list_select_related = ["survey", "confirmed_by"]
    search_fields = ["fingerprint"]

    def has_delete_permission(self, request, obj=None):
        """A mapping that was wrong may be forgotten; the next file with these headings asks again."""
        return request.user.has_perm("surveys.delete_mapping")


class AnswerInline(ReadOnly, admin.TabularInline):
    model = models.Answer
    fields = ["item", "occurrence", "option", "number", "text", "absence", "cell", "raw"]
    readonly_fields = ["cell"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("item", "option")

    @admin.display(description=_("cell"))
    def cell(self, row) -> str:
        return cell_address(row.sheet, row.row, row.column)


@admin.register(models.Submission)
class SubmissionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["respondent", "round", "version", "state", "submitted", "submitted_by", "decided_by"]
    list_filter = ["state", "round"]
    list_select_related = ["respondent", "round__survey", "submitted_by", "decided_by"]
    search_fields = ["respondent__code", "upload__file_name", "submitted_by__email"]
    date_hierarchy = "submitted"
    inlines = [AnswerInline]


@admin.register(models.Tag)
class TagAdmin(admin.ModelAdmin):
    """Renamed and deleted here; made on the page of an answer."""

    list_display = ["name", "made_by", "made", "answers"]
    list_select_related = ["made_by"]
    search_fields = ["name"]
    fields = ["name"]

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n_answers=Count("taggings"))

    @admin.display(description=_("answers"), ordering="n_answers")
    def answers(self, row) -> int:
        return row.n_answers


@admin.register(models.Quote)
class QuoteAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["passage", "answer", "permission", "made_by", "made"]
    list_filter = ["permission", "answer__submission__round"]
    list_select_related = ["answer__item", "made_by"]
    search_fields = ["passage", "note"]
    date_hierarchy = "made"


@admin.register(models.Job)
class JobAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["kind", "subject", "state", "done", "total", "attempts", "created", "finished", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    search_fields = ["subject", "error"]
    date_hierarchy = "created"


@admin.register(models.Letter)
class LetterAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["template", "address", "created", "sent", "tries", "next_try", "error"]
    list_filter = [("sent", admin.EmptyFieldListFilter), "template"]
    search_fields = ["address", "error"]
    date_hierarchy = "created"
