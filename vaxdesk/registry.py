"""Finds what grows by adding a file: rules, list kinds, reports, pages. No list of them is edited by hand."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def find_all(package: ModuleType | str, constant: str, kind: type[T]) -> tuple[T, ...]:
    """Give the ``constant`` of every module in the package, in the order of the modules' names.

    Nothing is imported before this is called. Modules whose name begins with an underscore hold what the others
    share and are passed over. Raises TypeError where a module lacks the constant or has one that is no ``kind``: a
    file put into the wrong folder shows at the first start. In a bundle pkgutil answers from the archive.
    """
    home = importlib.import_module(package) if isinstance(package, str) else package
    names = sorted(part.name for part in pkgutil.iter_modules(home.__path__) if not part.name.startswith("_"))
    found = []
    for name in names:
        value = getattr(importlib.import_module(f"{home.__name__}.{name}"), constant, None)
        if not isinstance(value, kind):
            raise TypeError(f"{home.__name__}.{name} has no {constant} that is a {kind.__name__}")
        found.append(value)
    return tuple(found)
