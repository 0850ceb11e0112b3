"""A web server on this machine with answers set by a test."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path gives: a status, headers and a body; `slowly` does not end it until the server stops."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slowly: bool = False


@dataclass(slots=True)
class Site:
    """A running server: its address, what it answers at each path, and the paths that it was asked for."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, body: bytes | str, media_type: str = "text/plain") -> str:
        """Lets a path answer with a body; gives its address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(body=data, headers={"Content-Type": media_type})
        return self.address + path

    def redirect(self, path: str, to: str) -> str:
        """Lets a path lead to another address; gives its own."""
        self.answers[path] = Answer(status=302, headers={"Location": to})
        return self.address + path


def _handler(site: Callable[[], Site]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site().asked.append(self.path)
            answer = site().answers.get(self.path.partition("?")[0], Answer(status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.slowly:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.slowly:
                self.wfile.flush()
                site().stopped.wait(20)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    return Handler


@contextmanager
def running() -> Iterator[Site]:
    """A server of this machine alone, on a port that is free."""
    site: Site
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: site))
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
