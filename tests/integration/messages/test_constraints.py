"""What the tables of messages refuse by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.messages.models import MessageConversation, MessageThread

if TYPE_CHECKING:
    from directory.db import Database


@pytest.mark.usefixtures("phrase")
@pytest.mark.parametrize(
    ("table", "values", "constraint"),
    [
        (MessageThread, {"terms": b"x"}, "network_has_terms"),
        (MessageConversation, {"report_kind": "threat"}, "report_is_whole"),
        (
            MessageConversation,
            {"report_closed_at": clock.now()},
            "report_before_its_end",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused(
    database: Database,
    table: type[MessageThread | MessageConversation],
    values: dict[str, object],
    constraint: str,
) -> None:
    with pytest.raises(IntegrityError, match=constraint), database.transaction() as session:
        session.execute(update(table).values(values))
