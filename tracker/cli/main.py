"""The command `tracker`: its table of commands, and where errors become one line and an exit code."""

import errno
import io
import logging
import os
import sys
from collections.abc import Sequence

import click

from tracker import __version__
from tracker.boundary.address import without_passwords
from tracker.boundary.shown_text import one_line
from tracker.cli.lazy import Entry, LazyGroup
from tracker.cli.logs import kept, logging_to
from tracker.cli.output import complain, say, tell
from tracker.cli.settings import load_defaults
from tracker.cli.state import State
from tracker.errors import TrackerError

log = logging.getLogger(__name__)

READ, DECIDE, LOOK, FOLLOW, SCORE, MOVE, KEEP = (
    "Read transcripts",
    "Decide what counts",
    "Look at the ledger",
    "Follow up",
    "Score",
    "Move data",
    "Maintain",
)


COMMANDS = {
    "extract": Entry("tracker.cli.read.extract_command", READ, "Find the forecasts in transcripts and store them in the ledger."),
    "explain": Entry("tracker.cli.read.explain_command", READ, "Show what the extractor finds in a text, and why."),
    "add": Entry("tracker.cli.read.add_command", READ, "Add a claim by hand."),
    "review": Entry("tracker.cli.decide.review_command", DECIDE, "Go through candidates, one key per decision."),
    "serve": Entry("tracker.web.serve_command", DECIDE, "Review, resolve and search in a browser, alone or as a team."),
    "accept": Entry("tracker.cli.decide.decide_commands", DECIDE, "Accept candidates."),
    "reject": Entry("tracker.cli.decide.decide_commands", DECIDE, "Reject candidates, one by one or by filter."),
    "edit": Entry("tracker.cli.decide.edit_commands", DECIDE, "Correct a claim."),
    "tag": Entry("tracker.cli.decide.decide_commands", DECIDE, "Add or remove tags."),
    "split": Entry("tracker.cli.decide.edit_commands", DECIDE, "Split one claim in two."),
    "join": Entry("tracker.cli.decide.edit_commands", DECIDE, "Join two claims into one."),
    "withdraw": Entry("tracker.cli.decide.decide_commands", DECIDE, "Take claims out of lists and scores."),
    "undo": Entry("tracker.cli.decide.decide_commands", DECIDE, "Take back your last decisions."),
    "decide": Entry("tracker.cli.decide.decisions_file", DECIDE, "Apply decisions from a file, all or nothing."),
    "agreement": Entry("tracker.cli.decide.agreement_command", DECIDE, "Show how far analysts agree."),
    "list": Entry("tracker.cli.look.look_commands", LOOK, "List claims."),
    "search": Entry("tracker.cli.look.look_commands", LOOK, "Find claims by their words."),
    "show": Entry("tracker.cli.look.look_commands", LOOK, "Show one claim with its context."),
    "history": Entry("tracker.cli.look.look_commands", LOOK, "Show every event of a claim."),
    "sources": Entry("tracker.cli.look.sources_commands", LOOK, "List transcripts, or correct one."),
    "speakers": Entry("tracker.cli.look.speakers_commands", LOOK, "List speakers, or correct their names."),
    "due": Entry("tracker.cli.follow_up.due_command", FOLLOW, "List predictions that are due now or soon."),
    "digest": Entry("tracker.cli.follow_up.digest_command", FOLLOW, "Summarise what changed, for mail or chat."),
    "resolve": Entry("tracker.cli.follow_up.resolve_commands", FOLLOW, "Record how a prediction came out."),
    "reopen": Entry("tracker.cli.follow_up.resolve_commands", FOLLOW, "Take back an outcome; it stays in the history."),
    "link": Entry("tracker.cli.follow_up.link_commands", FOLLOW, "Link a claim to one it restates, updates or contradicts."),
    "restatements": Entry("tracker.cli.follow_up.link_commands", FOLLOW, "Suggest claims that repeat earlier ones."),
    "scorecard": Entry("tracker.cli.score.scorecard_commands", SCORE, "Score speakers on resolved predictions."),
    "compare": Entry("tracker.cli.score.compare_command", SCORE, "Compare two speakers."),
    "report": Entry("tracker.cli.score.scorecard_commands", SCORE, "Write the ledger as a static site."),
    "export": Entry("tracker.cli.move.exchange_commands", MOVE, "Export the ledger to a file."),
    "import": Entry("tracker.cli.move.exchange_commands", MOVE, "Import claims from a file."),
    "evaluate": Entry("tracker.cli.keep.measure_commands", KEEP, "Measure the extractor against labelled transcripts."),
    "fit": Entry("tracker.cli.keep.measure_commands", KEEP, "Fit the extractor's weights to labelled transcripts."),
    "db": Entry("tracker.cli.keep.database_commands", KEEP, "Upgrade, check and back up the ledger."),
    "config": Entry("tracker.cli.keep.config_command", KEEP, "Show where settings come from and what they are."),
    "completion": Entry("tracker.cli.keep.completion_command", KEEP, "Print the completion script for a shell."),
    "help": Entry("tracker.cli.keep.help_command", KEEP, "Print the help of a command."),
    "doctor": Entry("tracker.cli.keep.doctor_command", KEEP, "Print the details that a bug report needs."),
}

EPILOG = """\b
Examples:
  tracker extract interview.txt --date 2024-06-26 --speaker "Ada Vance"
  tracker review
  tracker due --within 90d
  tracker scorecard
"""


@click.command(
    "tracker",
    cls=LazyGroup,
    entries=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TRACKER", "max_content_width": 100},
)
@click.option("--db", "url", metavar="URL", envvar="TRACKER_DB", help="The ledger, as an SQLAlchemy URL.")
@click.option("--verbose", "-v", is_flag=True, help="Log what is done, as lines of JSON, to standard error.")
@click.version_option(__version__, "-V", "--version", prog_name="tracker")
@click.pass_context
def app(context: click.Context, url: str | None, verbose: bool) -> None:
    """Find the dated forecasts in transcripts, keep them in a ledger, and score how they came out.

    Without --db or TRACKER_DB the ledger is an SQLite file in your data folder, created at first use.
    An id may be shortened to any unique beginning. TRACKER_LOG names a file for logs.
    """
    context.with_resource(logging_to(verbose=verbose))
    log.info("started", extra={"numbers": {"command": context.invoked_subcommand, "version": __version__}})
    settings = load_defaults()
    context.default_map = settings.commands
    context.obj = State(url=url or settings.db, analyst=settings.analyst)


def _quiet_end() -> int:
    """Redirect standard output to the null device, so that Python's last flush meets no closed pipe; returns the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _told(error: Exception) -> int:
    """Report an error in one line on standard error; returns the exit code."""
    if isinstance(error, click.UsageError):
        shown = io.StringIO()
        error.show(file=shown)
        say(without_passwords(shown.getvalue().rstrip("\n")), err=True)
        return 2
    if isinstance(error, click.ClickException):
        complain(error.format_message())
    elif isinstance(error, OSError) and error.strerror:
        full = error.filename is None and error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
        complain(f"{'standard output' if full else error.filename or 'error'}: {error.strerror}")
        if full:
            _quiet_end()
    else:
        complain(str(error))
    return 1


def _unexpected(error: Exception, arguments: int) -> int:
    """Report a bug of the program in one line, its traceback kept in a file; returns the exit code."""
    path = kept(error, arguments)
    where = f"details in {path}" if path else "its details could not be written; TRACKER_LOG=FILE names another place"
    said = one_line(str(error))[:200]
    complain(f"internal error ({type(error).__name__}{f': {said}' if said else ''}); {where}; please report it")
    return 1


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 done, 1 an error, told in one line, 2 wrong usage, 130 interrupted."""
    code: object
    try:
        code = app.main(args=arguments, prog_name="tracker", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        tell("stopped")
        code = 130
    except BrokenPipeError:
        code = _quiet_end()
    except UnicodeEncodeError as error:
        complain(f"{ascii(error.object)[:60]} is not UTF-8 text, which a ledger keeps")
        code = 1
    except (click.ClickException, TrackerError, OSError) as error:
        code = _told(error)
    except Exception as error:  # noqa: BLE001 - the last handler: nobody expected it, and nobody shall see a traceback
        code = _unexpected(error, len(sys.argv if arguments is None else arguments))
    return code if isinstance(code, int) else 0


def main() -> None:
    """The entry point of the console command."""
    sys.exit(run())
