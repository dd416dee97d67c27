"""What the terminal UI may see of the environment when a browser drives it.

A list of what is let through: nobody knows every name of a credential, but what is needed is known.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

PASSED = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ", "LANG", "LANGUAGE"),
        *("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "NO_COLOR"),
        *("SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"),
    }
)
PASSED_PREFIXES = ("LC_", "XDG_")
# Credentials that lie in files, and those that a cloud machine hands out.
WITHHELD = {
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the part of an environment that the child gets: no credentials of any kind."""
    passed = {
        name: value
        for name, value in environment.items()
        if name in PASSED or name.startswith(PASSED_PREFIXES)
    }
    return passed | WITHHELD
