"""The API under hostile input, from its own schema: never a 5xx, never an answer the schema does not allow.

A short round runs with all tests; ``make fuzz`` runs 10,000 cases for each kind of user.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.errors import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.django_db
KINDS = ("writer", "reader", "nobody")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SHORT, LONG, A_ROUND = 60, 10_000, 250


@dataclass
class Round:
    """What a kind of user met. statuses: how often each came; breaches: the first of each operation and check."""

    statuses: Counter[int] = field(default_factory=Counter)
    breaches: dict[tuple[str, str], str] = field(default_factory=dict)

    def met(self, case: Any, response: Any) -> None:
        self.statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                place = case.operation.label, type(failure).__name__
                self.breaches.setdefault(place, f"{case.as_curl_command()}\n{failure}")


def fuzz(schema: Any, key: str, refs: dict[str, list[str]], cases: int) -> Round:
    """So many cases over all operations, in rounds with seeds of their own: one long round forgets nothing and slows.

    refs: what the company has, by the first word of its address; every second case is about one of these, for a door
    that answers 404 to a made-up reference would never be opened.
    """
    operations = [found.ok() for found in schema.get_all_operations()]
    found = Round()
    for start in range(0, cases, A_ROUND):

        @seed(start)
        @settings(
            max_examples=min(A_ROUND, cases - start),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data(), st.sampled_from(operations))
        def one(data: st.DataObject, operation: Any) -> None:
            case = data.draw(operation.as_strategy())
            known = refs.get(operation.path.split("/")[3], [])
            if "ref" in case.path_parameters and known and data.draw(st.booleans()):
                case.path_parameters["ref"] = data.draw(st.sampled_from(known))
            with transaction.atomic():
                response = case.call(headers={"Authorization": f"Bearer {key}"})
                transaction.set_rollback(True)
            found.met(case, response)

        one()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_input_of_the_schema_breaks_the_api(
    api_schema: Any, keys: dict[str, str], refs: dict[str, list[str]], kind: str
) -> None:
    found = fuzz(api_schema, keys[kind], refs, SHORT)
    assert not found.breaches, "\n\n".join(found.breaches.values())
    if kind == "nobody":
        assert set(found.statuses) <= {200, 400, 401, 404, 405, 415}  # 200: the schema itself


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_inputs_break_nothing(
    api_schema: Any, keys: dict[str, str], refs: dict[str, list[str]], kind: str
) -> None:
    found = fuzz(api_schema, keys[kind], refs, LONG)
    print(f"\n{kind}: {dict(sorted(found.statuses.items()))}")
    assert not found.breaches, "\n\n".join(found.breaches.values())
    assert found.statuses.total() >= LONG
