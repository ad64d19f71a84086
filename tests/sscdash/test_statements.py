import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from sscdash import statements
from surveys.views import rounds


@pytest.fixture
def limited(db, settings):
    """The limit of the web, on this connection, until the transaction of the test is over."""
    settings.STATEMENT_SECONDS_AT_MOST = 0.05
    statements._limit(connection)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def slow(request=None):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_a_statement_that_takes_too_long_is_ended(limited):
    with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
        slow()


def test_the_reader_is_told_in_the_own_language(limited, client, monkeypatch):
    def view(*args):
        with transaction.atomic():
            slow()

    monkeypatch.setattr(rounds.queries, "rates_of_rounds", view)
    english, french = (client.get(f"/{language}/surveys/") for language in ("en", "fr"))

    assert (english.status_code, french.status_code) == (503, 503)
    assert "This took too long" in english.content.decode()
    assert "This took too long" not in french.content.decode()
    assert english.headers["Retry-After"] == "60"


def test_other_failures_stay_failures(db):
    middleware = statements.TookTooLongMiddleware(lambda request: None)

    assert middleware.process_exception(RequestFactory().get("/"), OperationalError("gone")) is None
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_statements_of_pages_are_not_compiled(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = on")
        statements._limit(connection)
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
        cursor.execute("SET statement_timeout = 0")
