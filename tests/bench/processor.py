"""Processor time of everything that takes part: on a machine that others use too it says more than the clock."""

import psutil
from django.db import connection


def processor_seconds() -> float:
    """Of this process, of those that it started, and of the database's process for this connection, so far.

    Other processes of the database are left out, also where the server is a child of this one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    here = psutil.Process()
    started = [process for process in here.children(recursive=True) if process.name() != "postgres"]
    ours = [process.cpu_times() for process in (here, *started)]
    of_ours = sum(each.user + each.system + each.children_user + each.children_system for each in ours)
    of_server = psutil.Process(backend).cpu_times()
    return of_ours + of_server.user + of_server.system
