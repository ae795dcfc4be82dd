from __future__ import annotations

from typing import Any

import pytest

from tests.pure.model.histories import Json
from vaxdesk.model.handover import digest_row, explain_not_ready, find_delivery, is_foreigner
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person

READY = Person("an", nationality="VN", id_kind="cccd", doses=(Dose("d"),), verification="matched")


def person(**values: Json) -> Person:
    said: dict[str, Any] = {"doses": (Dose("d"),), "verification": "matched", **values}
    return Person("an", **said)


def issue(rule: str, severity: str) -> dict[str, str]:
    return {"rule": rule, "severity": severity}


def test_somebody_verified_with_a_dose_and_no_error_is_ready() -> None:
    assert explain_not_ready(person(), [issue("phone.invalid", "warning"), issue("source.differs", "info")]) == ()
    assert explain_not_ready(person(verification="corrected"), []) == ()


@pytest.mark.parametrize("state", ["unverified", "requested", "mismatched", "not_found", "unresolvable"])
def test_somebody_who_is_not_verified_as_right_is_not_ready(state: str) -> None:
    assert explain_not_ready(person(verification=state), []) == (Message("Not verified as right"),)


def test_every_reason_is_told_once() -> None:
    issues = [issue("phone.invalid", "error"), issue("conflict", "error"), issue("phone.invalid", "error")]
    assert explain_not_ready(person(doses=(), verification="requested"), issues) == (
        Message("Open issue {rule}", {"rule": "conflict"}),
        Message("Open issue {rule}", {"rule": "phone.invalid"}),
        Message("No dose"),
        Message("Not verified as right"),
    )


def test_a_conflict_keeps_somebody_back_whatever_its_severity() -> None:
    assert explain_not_ready(person(), [issue("conflict", "info")]) != ()


@pytest.mark.parametrize(
    ("nationality", "kind", "foreign"),
    [("KH", "other", True), ("KH", "passport", True), ("KH", None, False), ("VN", "passport", False),
     (None, "other", False)],
)  # fmt: skip
def test_a_foreigner_with_a_passport_needs_no_check(
    nationality: str | None, kind: str | None, *, foreign: bool
) -> None:
    who = person(nationality=nationality, id_kind=kind, verification="unverified")
    assert is_foreigner(who) == foreign
    assert (explain_not_ready(who, []) == ()) == foreign


def test_a_row_is_known_by_what_it_says_not_by_its_place() -> None:
    assert digest_row([1, "An", None]) == digest_row([7, "An", None])
    assert digest_row([1, "An", None]) != digest_row([1, "An", ""])
    assert digest_row([1, "1"]) != digest_row([1, 1])


@pytest.mark.parametrize(
    ("history", "now"),
    [
        ([], "none"),
        ([("x", "accepted")], "none"),
        ([("row", "packaged")], "packaged"),
        ([("row", "packaged"), ("row", "received")], "received"),
        ([("row", "received"), ("x", "packaged")], "received"),
        ([("row", "received"), ("row", "packaged")], "received"),
        ([("row", "accepted"), ("row", "packaged"), ("row", "received")], "accepted"),
        ([("row", "rejected"), ("row", "received")], "rejected"),
        ([("row", "rejected"), ("row", "packaged"), ("row", "received")], "received"),
        ([("row", "rejected"), ("row", "accepted")], "accepted"),
        ([("row", "accepted"), ("row", "rejected")], "rejected"),
    ],
)
def test_a_row_got_as_far_as_its_receiver_said(history: list[tuple[str, str]], now: str) -> None:
    assert find_delivery(history, "row") == now
