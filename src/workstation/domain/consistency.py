"""The consistency rules of the codebook: which of them a call breaks. What each rule says stands in
`resources/codebook/consistency_rules.csv`; how it is tested stands in `consistency_persons.py` and
`consistency_calls.py`.
"""

import csv
import io
from dataclasses import dataclass
from functools import cache
from typing import Literal

from workstation import resources
from workstation.domain import consistency_calls, consistency_persons
from workstation.domain.calls import Call
from workstation.domain.consistency_breaches import Circumstances
from workstation.domain.ids import PersonId
from workstation.vocabulary.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A hard rule must hold before a call can be filed; a soft one can be set aside with a reason."""

    id: str
    severity: Literal["hard", "soft"]
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a call breaks. `field` is the attribute to mend, of the person or, with `person` None, of the
    call; `persons` where a person is missing or too much. `set_aside`: the counsellor gave a reason to keep it so.
    """

    rule: str
    severity: Literal["hard", "soft"]
    field: str
    message: str
    person: PersonId | None = None
    set_aside: bool = False


TESTS = (consistency_calls.TESTS, consistency_persons.TESTS)


@cache
def rules() -> dict[str, Rule]:
    """Return the rules by id, in the order of their file."""
    rows = csv.DictReader(io.StringIO(resources.read("codebook", "consistency_rules.csv")))
    return {
        row["rule_id"]: Rule(
            row["rule_id"],
            "hard" if row["severity"] == "hard" else "soft",
            row["message_nl"],
        )
        for row in rows
    }


def findings(call: Call, codebook: Codebook, line_open: bool | None = None) -> tuple[Finding, ...]:
    """Return what the rules find in a call: hard rules first, then in the order of the rules.

    `line_open`: whether the helpline's channel was open when the call began; None = not known, never a finding.
    An answer that is not known never breaks a rule. Never raises.
    """
    circumstances = Circumstances(codebook, line_open)
    kept = {(override.rule, override.person) for override in call.overrides}
    found = [
        Finding(
            rule.id,
            rule.severity,
            breach.field,
            rule.message,
            breach.person,
            set_aside=rule.severity == "soft" and (rule.id, breach.person) in kept,
        )
        for rule in rules().values()
        for tests in TESTS
        if rule.id in tests
        for breach in tests[rule.id](call, circumstances)
    ]
    return tuple(sorted(found, key=lambda one: one.severity != "hard"))
