import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.hub.asking import Asker

from workstation.hub.calls import CALLS
from workstation.hub.openapi import description

EXAMPLES = max(30, int(os.environ.get("HUB_REQUESTS", "0")) // 250)  # of each call


def test_every_call_is_described():
    assert {path.rpartition("/")[2] for path in description()["paths"]} == {call.name for call in CALLS} | {"health"}


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_generated_requests_get_described_answers(call, file_team):
    """Sound and unsound requests, made by Schemathesis from the description alone."""
    asker = Asker(file_team)
    asker.enrol()
    operation = schemathesis.openapi.from_dict(description())[f"/v1/{call.name}"]["POST"]
    modes = [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]

    @settings(max_examples=EXAMPLES, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=st.one_of(*modes))
    def ask(case):
        body = case.body if isinstance(case.body, dict | list | str | int | float | bool | None) else b"\x00"
        try:
            answer = asker.post(call.name, body)
        except (ValueError, TypeError):
            return  # what cannot be written as JSON is the other fuzzer's
        assert str(answer.status) in operation.definition.raw["responses"]
        assert isinstance(answer.json, dict)

    ask()
    asker.close()
