"""Who may call which endpoint: one line for every address. tests/api/test_endpoints.py asks each of them.

What an address needs beside `workspace_code` is made by a function named in the line, which is given the workspace and
returns the remaining arguments. For each method the least role. The lines of an app are in endpoints_<app>.py.
"""

from __future__ import annotations

from tests.api.endpoint_kinds import Appointed, Endpoint, Open, Personal
from tests.api.endpoints_accounts import ACCOUNTS
from tests.api.endpoints_assessments import ASSESSMENTS
from tests.api.endpoints_catalog import CATALOG
from tests.api.endpoints_evidence import EVIDENCE
from tests.api.endpoints_jobs import JOBS
from tests.api.endpoints_reports import REPORTS
from tests.api.endpoints_roadmap import ROADMAPS
from tests.api.endpoints_vendors import VENDORS
from tests.api.endpoints_webhooks import WEBHOOKS

ENDPOINTS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_contract": Open(),
    "api_contract_yaml": Open(),
    "api_docs": Open(),
    **ACCOUNTS,
    **ASSESSMENTS,
    **CATALOG,
    **EVIDENCE,
    **JOBS,
    **ROADMAPS,
    **REPORTS,
    **VENDORS,
    **WEBHOOKS,
}
