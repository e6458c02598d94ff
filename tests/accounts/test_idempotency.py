"""The same request twice has its effect once."""

from typing import Any

import pytest
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from accounts.errors import KeyReused
from accounts.idempotency import answered_once
from accounts.models import IdempotencyRecord
from accounts.principals import Principal
from talentpool.kernel.errors import Refusal
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Any:
    return accounts.client_company()


def asked(company: Any, body: dict[str, Any], key: str = "k1") -> Request:
    headers = {"idempotency-key": key} if key else {}
    plain = APIRequestFactory().post("/api/v1/orders/", body, format="json", headers=headers)
    plain.principal = Principal(client=company)
    return Request(plain, parsers=[JSONParser()])


def test_a_repeat_gets_the_first_answer_and_no_second_effect(company: Any) -> None:
    done: list[int] = []

    def effect() -> Response:
        done.append(1)
        return Response({"ref": len(done)}, status=201)

    first, again = (answered_once(asked(company, {"seats": 2}), effect) for _ in range(2))
    assert (first.status_code, again.status_code, again.data, done) == (201, 201, {"ref": 1}, [1])
    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_with_other_content_is_refused(company: Any) -> None:
    answered_once(asked(company, {"seats": 2}), lambda: Response({}))
    with pytest.raises(KeyReused):
        answered_once(asked(company, {"seats": 3}), lambda: Response({}))


def test_a_key_of_another_client_is_another_key(company: Any) -> None:
    answered_once(asked(company, {"seats": 2}), lambda: Response({"whose": 1}))
    other = answered_once(asked(accounts.client_company(), {"seats": 2}), lambda: Response({"whose": 2}))
    assert other.data == {"whose": 2}


def test_a_refused_request_may_be_tried_again_with_its_key(company: Any) -> None:
    def refuse() -> Response:
        raise Refusal

    with pytest.raises(Refusal):
        answered_once(asked(company, {"seats": 2}), refuse)
    assert not IdempotencyRecord.objects.exists()
    assert answered_once(asked(company, {"seats": 2}), lambda: Response({"ok": 1})).data == {"ok": 1}


def test_a_body_that_was_read_already_still_has_its_fingerprint(company: Any) -> None:
    first, second = asked(company, {"seats": 2}), asked(company, {"seats": 3})
    assert (first.data, second.data) == ({"seats": 2}, {"seats": 3})
    answered_once(first, lambda: Response({}))
    with pytest.raises(KeyReused):
        answered_once(second, lambda: Response({}))
