"""Processor time of everything that takes part: on a machine that others use too it says more than the clock."""

import psutil
from django.db import connection


def processor_seconds() -> float:
    """Of this process, of those that it started, and of the database's process for this connection, so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    here = psutil.Process()
    ours = [here.cpu_times(), *(process.cpu_times() for process in here.children(recursive=True))]
    of_ours = sum(each.user + each.system + each.children_user + each.children_system for each in ours)
    of_server = psutil.Process(backend).cpu_times()
    return of_ours + of_server.user + of_server.system
