"""`tracker serve`: the desk in a browser."""

import socket
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.output import tell
from tracker.cli.state import State, now, pass_state, today
from tracker.errors import TrackerError
from tracker.web.guard import LOCAL

if TYPE_CHECKING:
    from tracker.web.visits import Site

EXAMPLES = """\b
Examples:
  tracker serve
  tracker serve --add-user ana --users team.json
  tracker serve --users team.json --host 0.0.0.0 --name desk.example.org --tls-cert cert.pem --tls-key key.pem
"""

MEGABYTE = 1_000_000


@click.command("serve", epilog=EXAMPLES)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port to listen on; 0 takes any free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A host name under which browsers reach the server; may be repeated."
)
@click.option("--by", metavar="NAME", help="The single analyst, who need not sign in.  [default: TRACKER_ANALYST, the login]")
@click.option("--users", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The file of users who may sign in.")
@click.option("--add-user", metavar="NAME", help="Add NAME to the file of --users, asking for a passphrase, and exit.")
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Serve https with this certificate.")
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="The certificate's key.")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this machine handles https and passes on the Host header.")
@click.option(
    "--uploads",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder for uploads.  [default: in the user's data folder]",
)
@click.option(
    "--upload-limit", type=click.IntRange(1, 1000), default=25, show_default=True, metavar="MB", help="Size limit of a transcript."
)
@click.option(
    "--upload-time",
    type=click.IntRange(min=1),
    default=600,
    show_default=True,
    metavar="S",
    help="Time limit of an extraction, in seconds.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in a browser.")
@pass_state
def serve_command(
    state: State,
    port: int,
    host: str,
    names: tuple[str, ...],
    by: str | None,
    users: Path | None,
    add_user: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    behind_proxy: bool,
    uploads: Path | None,
    upload_limit: int,
    upload_time: int,
    opens: bool,
) -> None:
    """Serve the review desk as web pages until Ctrl-C: review, due, search, speakers, sources and scorecards.

    By default it serves one analyst on this machine. A team needs --users, and access from other machines also --tls-cert and
    --tls-key, or --behind-proxy. Every decision is saved at once, as the same events that the commands record.
    """
    if add_user is not None:
        _add_user(add_user, users)
        return
    check_reach(host, users=users is not None, secure=bool(tls_cert and tls_key) or behind_proxy)
    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError("--tls-cert and --tls-key go together")
    if by is not None and users is not None:
        raise click.UsageError("--by is for one analyst, --users for a team; give one of them")
    secure = tls_cert is not None or behind_proxy
    analyst = None if users is not None else state.who(by)
    from tracker.web.application import application

    site = make_site(state.ledger_url(), by=analyst, users=users, uploads=uploads, upload_time=upload_time, secure=secure)
    hosts = LOCAL | {host.lower(), *(name.lower() for name in names)}
    app = application(site, hosts=frozenset(hosts), most_upload=upload_limit * MEGABYTE)
    listening = _listen(host, port)
    if site.ledger.created:
        tell(f"created a new ledger at {site.ledger.url}")
    place = f"[{host}]" if ":" in host else host
    address = f"{'https' if tls_cert else 'http'}://{place}:{listening.getsockname()[1]}/"
    tell(f"serving {site.ledger.url} at {address} for {analyst or 'those in ' + str(users)}; Ctrl-C stops")
    if opens:
        click.launch(address)
    _run(app, listening, behind_proxy=behind_proxy, certificate=(tls_cert, tls_key))
    tell("stopped; everything is saved")


def check_reach(host: str, *, users: bool, secure: bool) -> None:
    """Raises TrackerError for an address beyond this machine without users or without https."""
    if host in LOCAL:
        return
    if not users:
        raise TrackerError(f"on {host} anybody in the network could decide; name who may with --users FILE")
    if not secure:
        raise TrackerError(f"on {host} passphrases need https: --tls-cert and --tls-key, or --behind-proxy")


def _add_user(name: str, users: Path | None) -> None:
    from tracker.web.users import add_user

    if users is None:
        raise click.UsageError("--add-user needs the file of --users")
    passphrase = click.prompt(f"passphrase of {name}", hide_input=True, confirmation_prompt="once more", err=True)
    new = add_user(users, name, passphrase)
    tell(f"{name} {'may sign in now' if new else 'has a new passphrase'}; a running server reads {users} when it starts")


def make_site(
    url: str, *, by: str | None, users: Path | None, uploads: Path | None, upload_time: float = 600, secure: bool = False
) -> "Site":
    """The site of the ledger at a URL, created if there is none; raises TrackerError."""
    from tracker.ledger import open_ledger
    from tracker.web.desks import Desks
    from tracker.web.live_cards import LiveCards
    from tracker.web.sessions import Sessions
    from tracker.web.uploads import Uploads
    from tracker.web.users import Throttle, read_users
    from tracker.web.visits import Site

    known = read_users(users) if users is not None else None
    ledger = open_ledger(url)
    return Site(
        ledger=ledger,
        sessions=Sessions(lambda name: Desks(ledger, name, today, now)),
        by=by,
        users=known,
        throttle=Throttle(),
        uploads=Uploads(uploads or uploads_folder(url), url, upload_time, lambda: now().isoformat(timespec="seconds")),
        cards=LiveCards(ledger, today),
        secure=secure,
        today=today,
        now=now,
    )


def uploads_folder(url: str) -> Path:
    """The folder for a ledger's uploads, in the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("claims-tracker", appauthor=False)) / "uploads" / sha256(url.encode()).hexdigest()[:12]


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise TrackerError(f"cannot listen on {host} port {port}: {why}; --port 0 takes a free one") from None


def _run(app: object, listening: socket.socket, *, behind_proxy: bool, certificate: Sequence[str | None]) -> None:
    import uvicorn

    cert, key = certificate
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1" if behind_proxy else None,
        ssl_certfile=cert,
        ssl_keyfile=key,
        timeout_graceful_shutdown=3,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        listening.close()
