"""Ledgers to review, and the command line: those that the tests of the commands have."""

from tests.cli.conftest import _own_home, many, samples, ten, tracker

__all__ = ["_own_home", "many", "samples", "ten", "tracker"]
