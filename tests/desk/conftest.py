"""The ledgers and the command line of the tests of commands."""

from tests.cli.conftest import _own_home, many, samples, ten, tracker

__all__ = ["_own_home", "many", "samples", "ten", "tracker"]
