"""A small OpenID provider of a bureau, run by the tests: discovery, PKCE, one-time codes, tokens signed by RS256.

It signs in whoever ``claims`` names, at once. What it does wrong on purpose is said by ``forged``.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "chizi", "a secret of the bureau"


class Provider(ThreadingHTTPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.wrong_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {"sub": "u-1", "preferred_username": "lin", "name": "林"}
        self.forged = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def id_token(self) -> str:
        now = int(time.time())
        token = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        token |= {
            "issuer": {"iss": "https://other.example"},
            "audience": {"aud": "somebody-else"},
            "expired": {"iat": now - 900, "exp": now - 600},
        }.get(self.forged, {})
        if self.forged == "unsigned":
            return jwt.encode(token, None, algorithm="none", headers={"kid": "one"})
        if self.forged == "by-secret":
            return jwt.encode(token, SECRET * 2, algorithm="HS256", headers={"kid": "one"})
        if self.forged == "rubbish":
            return "x.y.z"
        key = self.wrong_key if self.forged == "signature" else self.key
        headers = {} if self.forged == "no-kid" else {"kid": "one"}
        return jwt.encode(token, key, algorithm="RS256", headers=headers)

    def userinfo(self) -> dict[str, Any]:
        return self.claims | ({"sub": "somebody-else"} if self.forged == "subject" else {})

    def public_key(self) -> dict[str, Any]:
        found: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {**found, "kid": "one", "alg": "RS256", "use": "sig"}


class Answers(BaseHTTPRequestHandler):
    """One request."""

    server: Provider

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        self.server.seen.append(where.path)
        if where.path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            found = {f"{name}_endpoint": f"{self.server.url}/{path}" for name, path in names.items()}
            self._say({**found, "issuer": self.server.url, "jwks_uri": f"{self.server.url}/keys"})
        elif where.path == "/keys":
            self._say({"keys": [self.server.public_key()]})
        elif where.path == "/authorize":
            self._authorize({name: values[0] for name, values in parse_qs(where.query).items()})
        elif where.path == "/userinfo":
            self._say(self.server.userinfo())
        else:
            self._say({"error": "not here"}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        kept = self.server.codes.pop(given.get("code", ""), None)
        if kept is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET):
            self._say({"error": "invalid_grant"}, 400)
            return
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != kept["code_challenge"] or given["redirect_uri"] != kept["redirect_uri"]:
            self._say({"error": "invalid_grant"}, 400)
            return
        answer = {"access_token": secrets.token_hex(), "token_type": "Bearer", "expires_in": 300}
        self._say(answer | ({} if self.server.forged == "no-token" else {"id_token": self.server.id_token()}))

    def _authorize(self, asked: dict[str, str]) -> None:
        back = {"state": asked["state"]}
        if self.server.forged == "denied":
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_hex()
            self.server.codes[back["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def _say(self, found: dict[str, Any], status: int = 200) -> None:
        text = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the test says what went wrong."""


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, while inside."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
