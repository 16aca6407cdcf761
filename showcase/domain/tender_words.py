"""What the vendors of the example answer, criterion by criterion: the strong way and the weak one."""

ANSWERS: dict[str, tuple[str, str]] = {
    "DP-01": (
        (
            "Two invoicing platforms since 2024, both above 40 million documents a year; scope, load and results "
            "are in the attached cases."
        ),
        "We have served several companies in and around your industry and know its rhythm well.",
    ),
    "DP-02": (
        (
            "DORA and PCI DSS at two payment institutions; the auditor’s letters of 2025 are attached, one "
            "finding closed in six weeks."
        ),
        "Our people have worked in regulated settings and are used to audits.",
    ),
    "DP-03": (
        (
            "At one client availability went from 99.3 to 99.93 % in nine months, measured at the edge; a second "
            "from 99.6 to 99.95 %."
        ),
        "Clients regularly tell us that their systems became noticeably more stable.",
    ),
    "DP-04": (
        "Four clients may be called without us, among them one whose migration we had to stop and redo.",
        "We are glad to arrange a joint call with a satisfied client.",
    ),
    "DP-05": (
        (
            "Attached: a versioned contract with its error format, agreed before the code, the contract tests, "
            "and the notice of a version that ended."
        ),
        "Interfaces are described in our wiki once a service has settled.",
    ),
    "DP-06": (
        (
            "One monolith kept after measuring release times, one split after two modules disagreed on ownership;"
            " both decisions are attached."
        ),
        "We recommend microservices, which have proven themselves.",
    ),
    "DP-07": (
        (
            "Payments in two regions; the drill of September failed over in eleven minutes and lost no order. The"
            " record is attached."
        ),
        "We have designed for several regions and would propose the same to you.",
    ),
    "DP-08": (
        "Everything lies in your repositories from the first day; the clause is number 7 of the draft contract.",
        "Documentation is handed over at the end of the engagement.",
    ),
    "DP-09": (
        "ISO 27001 for both places of work, audited in May with two minor findings, both closed.",
        "Our group holds the usual certificates.",
    ),
    "DP-10": (
        (
            "Data stays in your accounts; what is copied for tests is masked, listed and deleted with a record. "
            "The agreement is attached."
        ),
        "We follow the regulations and delete data when a project ends.",
    ),
    "DP-11": (
        (
            "Through your identity provider, for hours at a time and with a ticket; who leaves is out the same "
            "day, as the log attached shows."
        ),
        "Access is given by the project lead and reviewed from time to time.",
    ),
    "DP-12": (
        (
            "Review, dependency and secret checks on every change; the last high finding was mended in two days "
            "and is attached."
        ),
        "We use well-known tools for security.",
    ),
    "DP-13": (
        "Within 24 hours in writing, with a named person on the call; clause 11 of the draft contract.",
        "You would be told without undue delay.",
    ),
    "DP-14": (
        "Six hours on each working day, from nine to three your time; Fridays four.",
        "There is an overlap in the early morning, more by agreement.",
    ),
    "DP-15": (
        "Last month’s calendar, notes and eleven decisions of a running project are attached, with names removed.",
        "We hold weekly meetings and keep minutes.",
    ),
    "DP-16": (
        "Five people by name for eighteen months; one left a project early in three years, replaced within two weeks.",
        "We staff with experienced people according to availability.",
    ),
    "DP-17": (
        "One pipeline and one review standard for all places; the monthly comparison of defects is attached.",
        "Each place works to its proven standards.",
    ),
    "DP-18": (
        "Two names, two telephone numbers, an hour. Parting takes 30 days, with a list of what is handed over.",
        "Your account manager is always there for you.",
    ),
    "DP-19": (
        "OpenTelemetry traces, metrics and logs with each service, and an SLO dashboard before the first release.",
        "Monitoring is set up with the tools that you prefer.",
    ),
    "DP-20": (
        "The incident of 14 February, minute by minute, with its review and the four changes that came of it.",
        "Incidents are handled by our service desk around the clock.",
    ),
    "DP-21": (
        (
            "A saving of 410,000 euros a year on your incident costs of 2025; assumptions are in the sheet, a "
            "tenth of our fee depends on it."
        ),
        "Comparable clients have reached considerable savings.",
    ),
    "DP-22": (
        (
            "Both: a workshop of two days on your system, then 90 days on payments against your measures, with an"
            " end decision."
        ),
        "A workshop is possible after the contract is signed.",
    ),
}
STRONG_FROM = 3
"""The level from which a vendor answers the strong way."""

REMARKS = {
    0: "Nothing of it was offered.",
    1: "Said, without anything to look at.",
    2: "Claimed in general words; no figure, date or name that we could check.",
    3: "Documents were sent and hold what the anchor asks for.",
    4: "Documents were sent, and a client or a measurement confirms them.",
    5: "Shown on a running system, beyond what we need.",
}
"""What an evaluator writes at each level where there is no more to say."""
