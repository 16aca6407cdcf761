"""What the script of the page of the result reckons with: nothing that the page itself does not show."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from vendors.domain.robustness import BAND, DRAWS, Mode
from vendors.queries.money import BESIDE
from vendors.queries.result import Result
from vendors.views.shown_ranking import mode_hints


def live(result: Result, tried: Mapping[str, Fraction]) -> dict[str, Any]:
    """`tried` are the weights that the page shows. Floats are for looking; what is stored stays exact. None is a value
    that is not scored."""
    outcome = result.outcome
    standings = outcome.standings
    leading = _("%(name)s leads, and holds first place in %(share)s of weightings")
    tie = _("%(first)s and %(second)s are a tie: decide by judgement")
    return {
        "draws": DRAWS,
        "band": BAND,
        "seed": outcome.seed,
        "leaning": float(outcome.thresholds.leaning_from),
        "criteria": list(tried),
        "weights": [float(weight) for weight in tried.values()],
        "groups": {group.code: outcome.criteria_of(group.code) for group in outcome.model.groups},
        "vendors": [
            {
                "code": vendor,
                "name": result.names[vendor],
                "ranked": standings.totals[vendor].is_ranked,
                "values": [_float(value) for value in standings.totals[vendor].values.values()],
            }
            for vendor in standings.order
        ],
        "words": {
            "leading": leading % {"name": "{first}", "share": f"{{share}}{BESIDE}%"},
            "tie": tie % {"first": "{first}", "second": "{second}"},
            "share": _("%(names)s share first place") % {"names": "{names}"},
            "only": _("%(name)s is the only proposal that can be ranked") % {"name": "{first}"},
            "place": _("place %(place)s in %(share)s") % {"place": "{place}", "share": f"{{share}}{BESIDE}%"},
            "provisional": _("Provisional: %(said)s") % {"said": "{said}"} if result.is_provisional else "{said}",
            "and": _("and"),
            "hint": mode_hints()[Mode.BAND],
        },
    }


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
