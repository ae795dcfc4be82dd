"""Workbooks under a password: the only place that knows the library which unlocks them.

The plain workbook stands in memory only, never on the disk.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from vaxdesk.intake.errors import FileDamaged, PasswordProtected, PasswordWrong

_EVERYBODYS: Final = "VelvetSweatshop"
"""The password with which Excel locks a workbook that it opens without asking (one protected against changes only)."""


def unlock(path: Path, password: str | None) -> BytesIO:
    """Give the plain workbook. Raises PasswordProtected where one is needed, PasswordWrong, FileDamaged."""
    for tried in (_EVERYBODYS, password):
        if tried is not None:
            plain = _try(path, tried)
            if plain is not None:
                return plain
    raise (PasswordProtected if password is None else PasswordWrong)(file=path.name)


def _try(path: Path, password: str) -> BytesIO | None:
    """Give the plain workbook, or None where the password is another."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    plain = BytesIO()
    try:
        with path.open("rb") as file:
            office = OfficeFile(file)
            office.load_key(password=password, **({"verify_password": True} if office.format == "ooxml" else {}))
            office.decrypt(plain)
    except InvalidKeyError:
        return None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001
        # Of damaged files the library raises whatever it stumbles over, and some wrong passwords it tells only so.
        if "password" in str(error).lower():
            return None
        raise FileDamaged(file=path.name) from None
    plain.seek(0)
    return plain
