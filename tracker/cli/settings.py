"""The settings file: defaults for any option, in TOML.

`db` and `analyst` are at the top level; a table named after a command holds defaults for its options:

    analyst = "ana"
    db = "postgresql+psycopg://localhost/claims"

    [extract]
    min-confidence = 0.3

    [sources.edit]
    by = "desk"

An option given on the command line overrides a `TRACKER_*` variable, which overrides this file.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.boundary.bounded_reading import read_bounded
from tracker.errors import TrackerError

VARIABLE = "TRACKER_CONFIG"
LARGEST = 1_000_000  # bytes


class SettingsError(TrackerError):
    """A settings file that cannot be read; the message names the file and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The contents of a settings file; `commands` is click's map of defaults by command."""

    path: Path
    found: bool
    db: str | None = None
    analyst: str | None = None
    commands: dict[str, Any] = field(default_factory=dict)


def settings_path() -> Path:
    """The file named by TRACKER_CONFIG, else `settings.toml` in the user's configuration folder."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("claims-tracker", appauthor=False) / "settings.toml"


def _underscored(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): _underscored(value) if isinstance(value, Mapping) else value for key, value in table.items()}


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file; raises SettingsError when it is not TOML or has an unknown key at its top."""
    try:
        table = tomllib.loads(read_bounded(path, LARGEST).decode("utf-8"))
    except FileNotFoundError:
        if os.environ.get(VARIABLE):
            raise SettingsError(f"{path}: no such settings file, though {VARIABLE} names it") from None
        return Settings(path=path, found=False)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from None
    for key, value in table.items():
        if not isinstance(value, dict) and key not in {"db", "analyst"}:
            raise SettingsError(
                f"{path}: unknown setting {key!r}; db and analyst belong at the top level, options in a table of their command"
            )
    for key in ("db", "analyst"):
        if not isinstance(table.get(key, ""), str):
            raise SettingsError(f"{path}: {key} is not text")
    commands = {key: _underscored(value) for key, value in table.items() if isinstance(value, dict)}
    return Settings(path=path, found=True, db=table.get("db"), analyst=table.get("analyst"), commands=commands)


def load_defaults() -> Settings:
    """The user's settings; empty when there is no file."""
    return read_settings(settings_path())
