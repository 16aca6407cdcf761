"""What an export leaves out, field by field, and why.

A test compares every field of every model with these two lists: one whose name sounds like a secret must be in one of
them, so that a new one cannot slip into exports unseen.
"""

import re

SOUNDS_SECRET = re.compile(r"password|secret|token|hash|private|credential|otp|seed|(^|_)key$")

LEFT_OUT = {
    "accounts.user.password": "proves who somebody is",
    "accounts.invitation.secret_hash": "proves that somebody was invited",
    "accounts.apitoken.secret_hash": "opens the API to whoever holds the token",
    "account.emailconfirmation.key": "proves that somebody reads a mail address",
    "mfa.authenticator.data": "holds the second step of signing in",
    "sessions.session.session_key": "is as good as being signed in",
    "sessions.session.session_data": "belongs to the browser",
    "usersessions.usersession.session_key": "is as good as being signed in",
    "usersessions.usersession.data": "belongs to the browser",
    "roadmap.calendarfeed.secret_hash": "opens a calendar to whoever holds its address",
    "vendors.portallink.secret_hash": "opens a proposal to whoever holds its address",
    "reports.reportshare.secret_hash": "opens a report to whoever holds its link",
    "reports.reportshare.password": "opens a report to whoever holds its link",
    "webhooks.webhook.url": "may hold a password of its receiver",
    "webhooks.webhook.secret_salt": "makes the secret of a webhook, together with the installation's key",
    "webhooks.webhook.old_secret_salt": "makes the secret of a webhook, together with the installation's key",
    "webhooks.webhook.secret_print": "tells whether a secret is the right one",
    "jobs.job.token": "names the process that ran the job",
    "jobs.job.file": "was made for whoever started the job, and is an export itself",
}

NOT_SECRET = {
    "accounts.idempotentcall.key": "names a call of the API, so that it is not made twice",
    "assessments.milestone.content_hash": "says which content it has",
    "catalog.pack.hash": "says which content a pack has",
    "vendors.criteriagroup.key": "names a group of criteria",
    "vendors.criterion.key": "names a criterion",
    "vendors.gate.key": "names a gate",
    "vendors.modelversion.content_hash": "is printed in the report",
    "vendors.submission.content_hash": "is printed on the vendor’s receipt",
    "vendors.evaluation.seed": "makes draws come out the same for everybody",
    "webhooks.webhook.old_secret_until": "says until when the secret before the last rotation signs",
    "reports.reportrun.pack_hash": "says which content its pack had",
    "reports.reportrun.content_hash": "is printed in the report",
}
"""Sounds like a secret and is none: the reason."""
