"""The API under hostile input, from its own schema: never a 5xx, never an answer the schema does not allow.

A short round runs with all tests; ``make fuzz`` runs 10,000 cases for each kind of user.
"""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.django_db
KINDS = ("writer", "reader", "nobody")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SHORT, LONG = 60, 10_000


def fuzz(schema: Any, key: str, cases: int) -> Counter[int]:
    """So many cases over all operations; how often each status came. Raises on the first breach."""
    operations = [found.ok() for found in schema.get_all_operations()]
    seen: Counter[int] = Counter()

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), st.sampled_from(operations))
    def one(data: st.DataObject, operation: Any) -> None:
        case = data.draw(operation.as_strategy())
        with transaction.atomic():
            response = case.call(headers={"Authorization": f"Bearer {key}"})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
        seen[response.status_code] += 1

    one()
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_no_input_of_the_schema_breaks_the_api(api_schema: Any, keys: dict[str, str], kind: str) -> None:
    seen = fuzz(api_schema, keys[kind], SHORT)
    if kind == "nobody":
        assert set(seen) <= {200, 400, 401, 404, 405, 415}  # 200: the schema itself


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_inputs_break_nothing(api_schema: Any, keys: dict[str, str], kind: str) -> None:
    seen = fuzz(api_schema, keys[kind], LONG)
    print(f"\n{kind}: {dict(sorted(seen.items()))}")
    assert sum(seen.values()) >= LONG * 0.9
