"""How long a statement of a page may take: one that would block the database and its reader is ended, and said so.

Statements of pages are not compiled (`jit`): they read few rows, and compiling a search in answers took twenty times as
long as running it.

The worker and the commands have no such limit: their work is long by nature, and nobody waits before a page.
"""

from django.conf import settings
from django.db import OperationalError
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from psycopg2.errors import QueryCanceled

from sscdash.errors import took_too_long


def limit_statements() -> None:
    """From now on every connection of this process ends statements after STATEMENT_SECONDS_AT_MOST, 0 for no limit, and
    compiles none."""
    connection_created.connect(_limit, dispatch_uid="sscdash.statements")


def _limit(connection, **_) -> None:
    with connection.cursor() as cursor:
        milliseconds = int(settings.STATEMENT_SECONDS_AT_MOST * 1000)
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, false), set_config('jit', 'off', false)",
            [str(milliseconds)],
        )


class TookTooLongMiddleware:
    """503 for a view whose statement the database ended; everything else that fails stays an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and isinstance(exception.__cause__, QueryCanceled):
            return took_too_long(request)
        return None
