"""Surveys over REST: rounds and their response rates, never an answer."""

from django.db.models import OuterRef, Prefetch
from rest_framework import serializers, viewsets

from surveys.models import Invitation, Round, Submission, Survey
from surveys.queries import counted_apart


class RoundSerializer(serializers.ModelSerializer):
    """One round. `answered` counts respondents with a submission that counts, `invited` the roster."""

    state = serializers.ChoiceField(Round.State.choices, source="state_now")
    questionnaire = serializers.CharField(source="questionnaire.version")
    invited = serializers.IntegerField()
    answered = serializers.IntegerField()

    class Meta:
        model = Round
        fields = [
            "data_year",
            "state",
            "opens",
            "closes",
            "illustrative",
            "questionnaire",
            "invited",
            "answered",
        ]


class SurveySerializer(serializers.ModelSerializer):
    """A survey with its rounds, the newest first."""

    rounds = RoundSerializer(many=True)

    class Meta:
        model = Survey
        fields = ["code", "names", "owner", "respondent_kind", "attributable", "description", "rounds"]


class SurveyViewSet(viewsets.ReadOnlyModelViewSet):
    """The surveys that feed the indicators. Two queries, however many surveys and rounds."""

    serializer_class = SurveySerializer
    lookup_field = "code"
    queryset = Survey.objects.prefetch_related(
        Prefetch(
            "rounds",
            Round.objects.select_related("questionnaire")
            .order_by("-data_year")
            .annotate(
                invited=counted_apart(Invitation.objects.filter(round=OuterRef("pk")), "round"),
                answered=counted_apart(Submission.objects.counted().filter(round=OuterRef("pk")), "round"),
            ),
        )
    )
