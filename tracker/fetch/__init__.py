"""Fetching pages, transcripts and podcast feeds over http(s)."""

from tracker.fetch.addresses import is_web_address, kept_address, path_of
from tracker.fetch.feeds import Episode, read_feed
from tracker.fetch.fetching import Fetched, fetch

__all__ = ["Episode", "Fetched", "fetch", "is_web_address", "kept_address", "path_of", "read_feed"]
