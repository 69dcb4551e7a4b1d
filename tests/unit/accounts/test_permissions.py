"""The table of permissions reads as it is written."""

from __future__ import annotations

import pytest

from directory.accounts.permissions import (
    OPEN_TO_ALL,
    Grant,
    PermissionTableError,
    Role,
    is_permitted,
    permission_lines,
    read_lines,
)

HEADER = "permission,action,routes," + ",".join(role.value for role in Role)


def test_a_cell_other_than_no_opens_and_an_unknown_permission_is_nobodys() -> None:
    (line,) = read_lines(f"{HEADER}\nread,Read,GET /a|POST /b,no,own,no,shared+logged,yes,no,no")

    assert line.routes == ("GET /a", "POST /b")
    assert [role for role in Role if line.opens_to(role)] == [
        Role.CLIENT,
        Role.PRACTITIONER,
        Role.CENTER,
    ]
    assert line.grants[Role.PRACTITIONER] == {Grant.SHARED, Grant.LOGGED}
    assert not is_permitted("no-such-permission", list(Role))


@pytest.mark.parametrize(
    "row", ["read,Read,,no,maybe,no,no,no,no,no", "read,Read,,no,no", "read,Read,,,,,,,,"]
)
def test_a_wrong_line_is_named(row: str) -> None:
    with pytest.raises(PermissionTableError, match="line 2"):
        read_lines(f"{HEADER}\n{row}")


def test_the_operator_opens_no_page_and_each_action_stands_once() -> None:
    lines = permission_lines()

    assert [line.action for line in lines if line.routes and line.opens_to(Role.OPERATOR)] == []
    assert len({line.action for line in lines}) == len(lines)
    assert len(lines) >= 50


def test_what_is_open_to_all_is_open_to_each() -> None:
    for line in permission_lines():
        if line.permission in OPEN_TO_ALL:
            assert all(line.opens_to(role) for role in Role if role is not Role.OPERATOR)


def test_lines_of_one_permission_open_to_the_same_roles() -> None:
    opens: dict[str, tuple[bool, ...]] = {}
    for line in permission_lines():
        cells = tuple(line.opens_to(role) for role in Role)
        assert opens.setdefault(line.permission, cells) == cells, line.action


@pytest.mark.parametrize(
    ("permission", "role", "may"),
    [
        ("vouch", Role.PRACTITIONER, True),
        ("vouch", Role.NEWCOMER, False),
        ("vouch", Role.CURATOR, False),
        ("invite", Role.NEWCOMER, False),
        ("invite", Role.CENTER, True),
        ("publish-profile", Role.CURATOR, True),
        ("read-question", Role.CURATOR, False),
        ("operate", Role.CURATOR, False),
        ("keep-own-account", Role.VISITOR, False),
    ],
)
def test_the_table_says_what_the_network_agreed(permission: str, role: Role, *, may: bool) -> None:
    assert is_permitted(permission, [role]) is may
