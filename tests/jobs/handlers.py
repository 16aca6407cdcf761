"""Work for tests, registered by importing this, in the test's process and in those that it starts.

`effects` is a table without any uniqueness, so that an effect that happens twice is seen twice.
"""

import os
import time

from django.db import connection, transaction

from core.background import JobFailed, Progress, background


@background("tests.steps", title="Steps")
def take_steps(progress: Progress) -> str:
    """Each step has an effect, once, whatever happens to the process: done in the transaction that says so."""
    steps, seconds = progress.parameters["steps"], progress.parameters["seconds"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO attempts (job, pid) VALUES (%s, %s)", [progress.code, os.getpid()])
    for step in range(steps):
        with transaction.atomic(), connection.cursor() as cursor:
            progress.say(f"Step {step + 1}", done=step, total=steps)
            cursor.execute("SELECT count(*) FROM effects WHERE job = %s AND step = %s", [progress.code, step])
            if cursor.fetchone()[0]:
                continue
            cursor.execute("INSERT INTO effects (job, step) VALUES (%s, %s)", [progress.code, step])
        time.sleep(seconds)
    return f"Took {steps} steps."


@background("tests.silent", title="Silence")
def be_busy_in_silence(progress: Progress) -> str:
    time.sleep(progress.parameters["seconds"])
    return "Awake."


@background("tests.attach", title="A file")
def attach_a_file(progress: Progress) -> str:
    progress.attach("../Results <1>.txt", progress.parameters["text"].encode(), content_type="text/plain")
    return "One file."


@background("tests.fail", title="Failure")
def fail(progress: Progress) -> str:
    if sentence := progress.parameters.get("sentence"):
        raise JobFailed(sentence)
    raise ZeroDivisionError("secret detail")
