"""Signs requests as Slack does, or wrongly where a test wants that.

Source: docs.slack.dev/authentication/verifying-requests-from-slack (v0 HMAC-SHA256 over the raw body).
"""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import NamedTuple


class Signing(NamedTuple):
    """How a request is signed; the default is right.

    `secret` is another secret than the app's, `age` how many seconds ago it claims to be sent (negative: in the future),
    `tampered` changes the body after signing, `unsigned` leaves both headers out.
    """

    secret: str = ""
    age: float = 0.0
    tampered: bool = False
    unsigned: bool = False


RIGHT = Signing()


def sign(secret: str, body: bytes, signing: Signing = RIGHT) -> tuple[dict[str, str], bytes]:
    """The headers for a body, and the body that is sent with them."""
    if signing.unsigned:
        return {}, body
    timestamp = str(int(time.time() - signing.age))
    digest = hmac.new((signing.secret or secret).encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    sent = body.replace(b"U", b"W", 1) + b" " if signing.tampered else body
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}, sent
