"""Signatures, compared with the published example of Standard Webhooks."""

import base64
from datetime import UTC, datetime

from webhooks.domain.signing import signature, signed_headers, written

KEY = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
BODY = b'{"test": 2432232314}'


def test_signature_is_that_of_the_standard() -> None:
    found = signature(KEY, message="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=BODY)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_secret_is_written_as_receivers_want_it() -> None:
    assert written(KEY) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_headers_hold_a_signature_for_each_key() -> None:
    now = datetime(2021, 2, 25, 15, 2, 10, 999, tzinfo=UTC)
    headers = signed_headers([KEY, b"other"], message="m", now=now, body=BODY)
    assert headers["webhook-id"] == "m"
    assert headers["webhook-timestamp"] == "1614265330"
    signatures = headers["webhook-signature"].split(" ")
    assert signatures == [signature(key, message="m", timestamp=1614265330, body=BODY) for key in (KEY, b"other")]
