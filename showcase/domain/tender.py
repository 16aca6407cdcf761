"""What four invented vendors propose in the example, and what four people give them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from showcase.domain.people import CTO, PLATFORM, SECURITY, VIEWER, Person

EVALUATORS = (CTO, PLATFORM, SECURITY, VIEWER)

CRITERIA = tuple(f"DP-{number:02}" for number in range(1, 23))


@dataclass(frozen=True)
class Tender:
    """`levels` has a digit for each of the 22 criteria: what most evaluators find. Costs are in euros.

    `gates` says what was found at the gates, where it is worth a word, and `missed` is the one not met.
    """

    name: str
    website: str
    contact: tuple[str, str, str]
    description: str
    levels: str
    one_off: int
    yearly: int
    migration: int
    exit: int
    internal_days: int
    strengths: str
    weaknesses: str
    risks: str
    missed: str = ""
    found: str = ""


AURORA = Tender(
    name="Aurora Managed",
    website="https://aurora.example",
    contact=("Freja Holm", "freja.holm@aurora.example", "Head of delivery"),
    description=(
        "A team of six from Aarhus and Gdańsk takes over the run of invoicing and payments, and hands it back"
        " after 24 months."
    ),
    levels="4344433344443443443443",
    one_off=62_000,
    yearly=318_000,
    migration=48_000,
    exit=15_000,
    internal_days=90,
    strengths="Incidents are run calmly and reviewed in writing; the last certificate has no open finding.",
    weaknesses="Recovery drills are described, not shown. Two of six people are not yet named.",
    risks="The team that ran the reference project is leaving it only in March.",
)
KESTREL = Tender(
    name="Kestrel Cloud",
    website="https://kestrel.example",
    contact=("Tomasz Zieliński", "tomasz@kestrel.example", "Partner"),
    description=(
        "Five engineers beside ours for 18 months: contracts first, two regions for payments, a drill each quarter."
    ),
    levels="3444545433434343434444",
    one_off=85_000,
    yearly=342_000,
    migration=36_000,
    exit=8_000,
    internal_days=140,
    strengths=(
        "Interface contracts and a failover between regions were shown on a running system; knowledge stays with us."
    ),
    weaknesses="Evening hours only by agreement, and the escalation path is new.",
    risks="Half a year of our own platform team is planned in; without it the dates do not hold.",
)
NORTHGATE = Tender(
    name="Northgate SRE",
    website="https://northgate.example",
    contact=("Ruth Adeyemi", "ruth@northgate.example", "Managing director"),
    description="On-call and reliability engineering around the clock from Leeds and Manila.",
    levels="3434234222453225234243",
    one_off=30_000,
    yearly=236_000,
    migration=40_000,
    exit=12_000,
    internal_days=60,
    strengths="The same people for years, by name, and secure development that an independent test found nothing in.",
    weaknesses="Contracts are written after the code, and what we would hold in our hands at the end is little.",
    risks="The certificate does not cover the site that would work at night.",
    missed="DP-G2",
    found="The certificate covers Leeds alone; the night shift in Manila was audited last in 2023.",
)
TIDEWATER = Tender(
    name="Tidewater Consulting",
    website="https://tidewater.example",
    contact=("Marc Lefèvre", "marc.lefevre@tidewater.example", "Account manager"),
    description="A programme of workshops and three architects, with a rate card for whatever follows.",
    levels="3222223343034231424023",
    one_off=120_000,
    yearly=198_000,
    migration=25_000,
    exit=20_000,
    internal_days=180,
    strengths="Knows our industry; certificates and duties in an incident are in order.",
    weaknesses="No incident was walked through, and how their people get into production stayed open.",
    risks="What follows the workshops has no price.",
)
TENDERS = (AURORA, KESTREL, NORTHGATE, TIDEWATER)

SCENARIOS = {
    "CTO": {"track_record": 15, "architecture": 35, "security": 15, "delivery_governance": 10, "operations": 25},
    "CISO": {"track_record": 15, "architecture": 10, "security": 50, "delivery_governance": 10, "operations": 15},
    "CFO": {"track_record": 25, "architecture": 10, "security": 15, "delivery_governance": 20, "operations": 30},
}
"""Points for the groups, as three of the leadership would weigh them."""

LEANINGS: dict[str, tuple[int, ...]] = {
    CTO.email: (7, 12),
    PLATFORM.email: (5, 19),
    SECURITY.email: (3, 15),
    VIEWER.email: (1, 10, 21),
}
"""By evaluator, at which of the 22 criteria (from 0) they give the first and second vendor one more than most do."""

DISPUTED = "DP-21"
"""Measurable return: read in one way by who pays and in another by who would have to measure it."""

DISPUTE: dict[str, dict[str, tuple[int, str]]] = {
    KESTREL.name: {
        CTO.email: (5, "The calculation uses our own incident costs, and they put a tenth of their fee on it."),
        PLATFORM.email: (2, "Their baseline leaves out three weeks of migration. Halve the saving and it is a claim."),
        SECURITY.email: (4, "Figures with method and period; a client confirmed the order of magnitude."),
        VIEWER.email: (4, "Both sides would measure it monthly. I would sign that."),
    },
}
SETTLED = {
    KESTREL.name: (
        3,
        "The fee at risk counts, the saving as calculated does not: the migration comes into the baseline first.",
    )
}
"""What they agree on after talking about it, and why."""
DISSENT = "Three weeks of migration are our time. With them in the baseline this is a 2 until somebody has measured it."

DISCOUNT = Decimal("4.0")
DAY_RATE = Decimal(720)
BUDGET = Decimal(1_250_000)
CEILING = Decimal(1_600_000)

REASONS = (
    "Kestrel Cloud leads on what we cannot buy elsewhere: contracts before code, and a failover that was shown. Its "
    "lead over Aurora Managed is small and rests on the weight of architecture; the pilot decides whether it holds on "
    "our own system."
)
CONDITIONS = (
    "A pilot of 90 days on payments: recovery under 15 minutes in two drills, change failure rate under 3 %. The "
    "migration is part of the baseline. If either is missed, Aurora Managed is asked next."
)
PILOT_DAYS = 90
PURPOSE = (
    "Who helps us to bring invoicing and payments to 99.95 % within two years, without leaving us dependent on them "
    "afterwards?"
)


def level_of(tender: Tender, number: int, person: Person) -> int:
    """What the person gives the vendor on the criterion of this number, from 0."""
    level = int(tender.levels[number])
    if tender in (AURORA, KESTREL) and number in LEANINGS[person.email]:
        return min(level + 1, 5)
    return level
