"""The ``dataclass`` of records that are made by the hundred thousand: events, people, what lies behind them.

Whoever writes code can't set a field of a frozen one, mypy sees to that. At run time nothing stands in the way:
Python makes a class that defends itself four times as slowly, and that was a tenth of every load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, slots: bool, frozen: bool = False):  # noqa: ANN201 - what mypy sees stands above
        """Make a dataclass with slots that is told apart, compared and hashed by its values."""
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["dataclass"]
