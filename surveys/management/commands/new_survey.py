"""manage.py new_survey: a survey out of an XLSForm workbook, without touching code."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from surveys import actions
from surveys.models import Respondent


class Command(BaseCommand):
    help = "Make a survey, a version of its questions and a planned round out of an XLSForm workbook."

    def add_arguments(self, parser):
        parser.add_argument("form", type=Path, help="the XLSForm workbook (.xlsx, .xls, .ods or .csv)")
        parser.add_argument("--code", required=True, help="code of the survey, such as regional_offices")
        parser.add_argument("--year", required=True, type=int, help="the data year of the round")
        parser.add_argument("--name", default="", help="name in English; the form's title if left out")
        parser.add_argument("--owner", default="UNOSSC")
        parser.add_argument("--respondents", choices=Respondent.Kind.values, default="entity")

    def handle(self, *args, **options):
        try:
            founded = actions.survey_from_xlsform(
                data=options["form"].read_bytes(),
                file_name=options["form"].name,
                code=options["code"],
                year=options["year"],
                name=options["name"],
                owner=options["owner"],
                respondent_kind=options["respondents"],
            )
        except OSError as error:
            raise CommandError(f"{options['form']}: {error.strerror}") from error
        except actions.ActionRefused as refused:
            raise CommandError(str(refused)) from refused
        for code, row, name in founded.notices:
            self.stdout.write(f"row {row}: {name}: {code}")
        questions = founded.round.questionnaire.items.values("question").distinct().count()
        self.stdout.write(
            f"Made {founded.round} with {questions} questions. Put its respondents on the roster and open it."
        )
