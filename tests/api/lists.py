"""How each list of the API is filled.

A line for each, in which a function is given the workspace, and returns the codes in the address and a function that
adds one more row with all that it shows.
"""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import Workspace
from tests.api.endpoint_kinds import Filled
from tests.api.lists_accounts import ACCOUNT_LISTS, SINGLE_IN_ACCOUNTS
from tests.api.lists_assessments import ASSESSMENT_LISTS, SINGLE_IN_ASSESSMENTS
from tests.api.lists_evidence import EVIDENCE_LISTS, SINGLE_IN_EVIDENCE
from tests.api.lists_jobs import JOB_LISTS, SINGLE_JOBS
from tests.api.lists_reports import REPORT_LISTS, SINGLE_IN_REPORTS
from tests.api.lists_roadmap import ROADMAP_LISTS, SINGLE_IN_ROADMAPS
from tests.api.lists_vendors import SINGLE_IN_VENDORS, VENDOR_LISTS
from tests.api.lists_webhooks import SINGLE_WEBHOOKS, WEBHOOK_LISTS

LISTS: dict[str, Callable[[Workspace], Filled]] = {
    **ACCOUNT_LISTS,
    **ASSESSMENT_LISTS,
    **EVIDENCE_LISTS,
    **JOB_LISTS,
    **ROADMAP_LISTS,
    **REPORT_LISTS,
    **VENDOR_LISTS,
    **WEBHOOK_LISTS,
}

SINGLE = {
    *SINGLE_IN_ACCOUNTS,
    *SINGLE_IN_ASSESSMENTS,
    *SINGLE_IN_EVIDENCE,
    *SINGLE_JOBS,
    *SINGLE_IN_ROADMAPS,
    *SINGLE_IN_REPORTS,
    *SINGLE_IN_VENDORS,
    *SINGLE_WEBHOOKS,
}
"""What is read by itself, and is no list."""
