"""What the drill of backup and restore runs inside an installation: a writer, and a look at everything stored."""

import json
from typing import Any

from tests.installations import Installation

# Each round stores what belongs together: a file, the workspace that names it, its owner and an entry in the log.
# The first argument is the number of rounds, 0 for as many as there is time for.
WRITER = """
import django, itertools, pathlib, sys
django.setup()
from django.core.files.base import ContentFile
from django.db import transaction
from accounts.models import Membership, User, Workspace
from accounts.operations.activity import log_activity
from webhooks.models import Webhook
rounds = int(sys.argv[1])
for number in itertools.count() if not rounds else range(rounds):
    with transaction.atomic():
        user = User.objects.create_user(f"person-{number}-{rounds}@example.com", name=f"Zoë {number}")
        workspace = Workspace(name=f"Workspace {number}")
        workspace.logo.save("logo.bin", ContentFile(workspace.code.encode() * 1000), save=False)
        workspace.save()
        Membership.objects.create(workspace=workspace, user=user, role="owner")
        log_activity(workspace=workspace, actor=user, verb="workspace.made", target=workspace, number=number)
        if number == 0:
            Webhook.objects.create(workspace=workspace, url="https://example.com/hooks")
    print(number, flush=True)
"""

EVERYTHING = """
import hashlib, json, pathlib
from django.conf import settings
from django.db import connection
rows = {}
for table in sorted(connection.introspection.table_names()):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        rows[table] = sorted(repr(row) for row in cursor.fetchall())
media = pathlib.Path(settings.MEDIA_ROOT)
files = {
    str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest()
    for path in sorted(media.rglob("*")) if path.is_file()
}
print(json.dumps({"rows": rows, "files": files}))
"""

BELONGS_TOGETHER = """
from accounts.models import Activity, Membership, User, Workspace
broken = []
for workspace in Workspace.objects.prefetch_related("memberships__user"):
    with workspace.logo.open() as file:
        whole = file.read() == workspace.code.encode() * 1000
    if not whole or len(workspace.memberships.all()) != 1 or workspace.activities.count() != 1:
        broken.append(workspace.code)
print(Workspace.objects.count(), User.objects.count(), len(broken))
"""


def everything(installation: Installation) -> dict[str, Any]:
    """Every row of every table and the checksum of every file."""
    found: dict[str, Any] = json.loads(installation.python(EVERYTHING))
    return found
