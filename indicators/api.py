"""Indicators over REST: what is public, through a release, with explicit fields. Read-only."""

from functools import cached_property

import django_filters
from django.db.models import Case, CharField, F, Prefetch, QuerySet, When
from django.db.models import Value as Constant
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import NotFound

from indicators.engine.suppression import SUPPRESSED
from indicators.models import (
    Framework,
    Indicator,
    IndicatorVersion,
    Judgement,
    Node,
    PublishedFigure,
    Release,
    Value,
)
from indicators.pages.release_content import entered_of
from indicators.queries import ReleaseNotThere, open_release, public_values, release_of
from indicators.queries.suppression import masked


class JudgementSerializer(serializers.ModelSerializer):
    """A report's conclusion in its own words."""

    class Meta:
        model = Judgement
        fields = ["year", "words", "document", "paragraph"]


class NodeSerializer(serializers.ModelSerializer):
    """An outcome, area or service, with the codes of its indicators."""

    parent = serializers.SlugRelatedField("code", read_only=True)
    judgements = JudgementSerializer(many=True)
    indicators = serializers.SlugRelatedField("code", many=True, read_only=True)

    class Meta:
        model = Node
        fields = ["code", "parent", "kind", "names", "short_names", "paragraph", "judgements", "indicators"]


class FrameworkSerializer(serializers.ModelSerializer):
    """A framework with its whole tree, in order."""

    nodes = NodeSerializer(many=True)

    class Meta:
        model = Framework
        fields = ["code", "names", "short_names", "from_year", "to_year", "document", "notes", "nodes"]


class FrameworkViewSet(viewsets.ReadOnlyModelViewSet):
    """Strategies and follow-up processes, each a tree of nodes."""

    serializer_class = FrameworkSerializer
    lookup_field = "code"
    queryset = Framework.objects.prefetch_related("nodes__parent", "nodes__judgements", "nodes__indicators")


class VersionSerializer(serializers.ModelSerializer):
    """One version of a definition, whole: measure, questions, what leaves the denominator, words, source."""

    definition = serializers.SerializerMethodField()

    class Meta:
        model = IndicatorVersion
        fields = ["number", "state", "from_year", "to_year", "content_hash", "definition"]

    def get_definition(self, version) -> dict:
        return version.as_definition().to_dict()


class IndicatorSerializer(serializers.ModelSerializer):
    """An indicator, by the name that its newest version has. `codes` are those of published lists, each with the
    breakdown that it means."""

    names = serializers.SerializerMethodField()
    nodes = serializers.SerializerMethodField()
    codes = serializers.SerializerMethodField()
    versions = VersionSerializer(many=True)

    class Meta:
        model = Indicator
        fields = ["code", "names", "nodes", "codes", "versions"]

    def get_names(self, indicator) -> dict[str, dict]:
        return next((version.title for version in indicator.versions.all()), {})

    def get_nodes(self, indicator) -> list[str]:
        return [f"{node.framework.code}/{node.code}" for node in indicator.nodes.all()]

    def get_codes(self, indicator) -> dict[str, dict]:
        return {code.code: code.breakdown for code in indicator.codes.all()}


class IndicatorViewSet(viewsets.ReadOnlyModelViewSet):
    """Indicators with all versions of their definitions."""

    serializer_class = IndicatorSerializer
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    queryset = Indicator.objects.prefetch_related(
        "nodes__framework", "codes", Prefetch("versions", IndicatorVersion.objects.filter(state="published"))
    )


class ValueFilter(django_filters.FilterSet):
    indicator = django_filters.CharFilter("version__indicator__code")
    survey = django_filters.CharFilter("run__round__survey__code")
    dimension = django_filters.CharFilter(
        "breakdown", method="of_dimension", label="respondent, entity_type …; “none” for values of the whole"
    )
    state = django_filters.ChoiceFilter("shown", choices=[*Value.State.choices, (SUPPRESSED, SUPPRESSED)])

    def of_dimension(self, values, name, dimension):
        """Values broken down by one dimension, or by none."""
        return (
            values.filter(breakdown={})
            if dimension == "none"
            else values.filter(breakdown__has_key=dimension)
        )

    class Meta:
        model = Value
        fields = ["indicator", "survey", "year", "illustrative"]


class ValueSerializer(serializers.ModelSerializer):
    """A value of a release. Numbers are decimal text, so that nothing is lost on the way."""

    indicator = serializers.CharField(source="version.indicator.code")
    version = serializers.IntegerField(source="version.number")
    survey = serializers.CharField(source="run.round.survey.code")

    class Meta:
        model = Value
        fields = [
            "indicator",
            "version",
            "survey",
            "year",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "low",
            "high",
            "invited",
            "answered",
            "respondents",
            "exclusions",
            "state",
            "reason",
            "reason_parameters",
            "illustrative",
        ]

    def to_representation(self, value):
        """What is not shown to the public is not shown to programs."""
        return super().to_representation(self.context["masks"].get(value.pk, value))


class ValueViewSet(viewsets.ReadOnlyModelViewSet):
    """The values of the newest release, or of the one that `?release=` names.

    A breakdown by respondent is there only where the survey declares its answers attributable.
    """

    serializer_class = ValueSerializer
    filterset_class = ValueFilter
    queryset = Value.objects.none()

    def get_queryset(self):
        return public_values(self.release).select_related("version__indicator", "run__round__survey")

    def filter_queryset(self, queryset: QuerySet[Value]) -> QuerySet[Value]:
        """Filters see the state that is shown: by its own, a value that is hidden would be told to be there."""
        hidden = When(pk__in=list(self.masks), then=Constant(SUPPRESSED))
        shown = Case(hidden, default=F("state"), output_field=CharField())
        return super().filter_queryset(queryset.annotate(shown=shown))

    def get_serializer_context(self):
        """With the masks of small groups."""
        return super().get_serializer_context() | {"masks": self.masks}

    @cached_property
    def masks(self) -> dict[int, Value]:
        """Key -> what is shown in the place of a value that is hidden. One query for the tables that have any."""
        tables = public_values(self.release).filter(version__definition__has_key="public_minimum")
        tables = tables.select_related("version__indicator", "run__round__survey").defer(None)
        hidden = masked(tables, lambda value: value.version.as_definition())
        return {value.pk: value for value in hidden if value.state == SUPPRESSED}

    @cached_property
    def release(self) -> Release | None:
        """The release that is asked for."""
        try:
            return release_of(self.request.query_params.get("release"))
        except ReleaseNotThere as missing:
            raise NotFound(str(missing)) from missing


class EnteredValueSerializer(serializers.Serializer):
    """A value of an entered series in a release: administrative data, taken over from a document or record by one
    analyst and confirmed by another. Its state is always "entered"; nothing about it is computed."""

    indicator = serializers.CharField()
    version = serializers.IntegerField(source="definition_version")
    year = serializers.IntegerField()
    breakdown = serializers.DictField(child=serializers.CharField())
    value = serializers.CharField()
    unit = serializers.CharField()
    qualifier = serializers.CharField()
    document = serializers.CharField()
    paragraph = serializers.CharField()
    note = serializers.CharField()
    entered_by = serializers.CharField(allow_null=True)
    entered = serializers.DateField(allow_null=True)
    confirmed_by = serializers.CharField(allow_null=True)
    confirmed = serializers.DateField(allow_null=True)
    state = serializers.CharField()


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter("indicator"),
            OpenApiParameter("year", int),
            OpenApiParameter("release", int),
        ]
    )
)
class EnteredValueViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The values of entered series in the newest release, or in the one that `?release=` names. Releases from before
    know no days."""

    serializer_class = EnteredValueSerializer
    filter_backends = ()

    def get_queryset(self) -> list[dict]:
        """Rows of the release's files, which are no rows of a table."""
        asked = self.request.query_params
        try:
            rows = entered_of(open_release(asked.get("release")))
        except ReleaseNotThere as missing:
            raise NotFound(str(missing)) from missing
        names = [name for name in ("indicator", "year") if asked.get(name)]
        return [row for row in rows if all(str(row[name]) == asked[name] for name in names)]


class PublishedFigureFilter(django_filters.FilterSet):
    indicator = django_filters.CharFilter("indicator__code")
    year = django_filters.NumberFilter("from_year")

    class Meta:
        model = PublishedFigure
        fields = ["document", "paragraph", "indicator", "survey", "year", "source_kind", "context"]


class PublishedFigureSerializer(serializers.ModelSerializer):
    """A figure as its document prints it. A denominator of null means: n not published."""

    indicator = serializers.SlugRelatedField("code", read_only=True)
    reason = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = PublishedFigure
        fields = [
            "code",
            "document",
            "paragraph",
            "source_kind",
            "from_year",
            "to_year",
            "survey",
            "respondent_scope",
            "entities",
            "joint",
            "measure",
            "value",
            "qualifier",
            "unit",
            "numerator",
            "denominator",
            "baseline_value",
            "baseline_year",
            "change",
            "note",
            "inferred",
            "context",
            "indicator",
            "breakdown",
            "crosswalk_note",
            "reason",
        ]


class PublishedFigureViewSet(viewsets.ReadOnlyModelViewSet):
    """Figures with document, paragraph, qualifier, and what they are by the reviewed crosswalk."""

    serializer_class = PublishedFigureSerializer
    filterset_class = PublishedFigureFilter
    lookup_field = "code"
    queryset = PublishedFigure.objects.select_related("indicator", "reason")
