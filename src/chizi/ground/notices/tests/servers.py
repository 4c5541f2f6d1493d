"""A mail server and a webhook's receiver for tests: real sockets, one thread each."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class Received:
    """What came in, and where the server listens. ``answer`` is the HTTP status or SMTP reply to the content."""

    port: int = 0
    answer: int = 250
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def mail_server() -> Iterator[Received]:
    """Speaks as much SMTP as a client needs."""
    received = Received()

    class Conversation(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline().strip().upper():
                if line.startswith(b"DATA"):
                    self.say("354 go on")
                    body = b""
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        body += part
                    if received.answer == 250:
                        received.bodies.append(body)
                    self.say(f"{received.answer} done")
                elif line.startswith(b"QUIT"):
                    self.say("221 bye")
                    return
                else:
                    self.say("250 fine")

    server = socketserver.TCPServer(("127.0.0.1", 0), Conversation)
    received.port = server.server_address[1]
    with _running(server):
        yield received


@contextmanager
def web_server() -> Iterator[Received]:
    """Takes POSTs."""
    received = Received(answer=200)

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            received.headers.append(dict(self.headers))
            self.send_response(received.answer)
            if received.answer == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Post)
    received.port = server.server_address[1]
    with _running(server):
        yield received
