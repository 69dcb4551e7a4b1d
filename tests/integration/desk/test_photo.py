"""A photograph: sent, drawn anew, shown while the listing is public, removed with its bytes."""

from __future__ import annotations

import re
import socket
import struct
import threading
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from directory.profiles.lifecycle import Move
from directory.profiles.photos import photo_of
from directory.profiles.scanning import Verdict, scanned
from directory.profiles.services import move_listing
from tests.integration.desk.typing_in import complaints
from tests.support.drafts import publish
from tests.support.members import form_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

PHOTO = "/desk/profile/photo"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"


def _jpeg() -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 380), (120, 60, 20)).save(made, "JPEG")
    return made.getvalue()


def _send(
    member: MemberClient, content: bytes, words: str = "Maya, smiling", name: str = "a.jpg"
) -> TestResponse:
    fields = {"csrf_token": form_token(member.app), "alternative": words}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    parts.append(
        f'--x\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = "".join(parts).encode() + content + b"\r\n--x--\r\n"
    return member.client.post(PHOTO, data=body, content_type="multipart/form-data; boundary=x")


def _address(database: Database) -> str:
    with database.session() as session:
        photo = photo_of(session, "maya")
    assert photo is not None
    return f"/photos/{photo.name}"


def test_a_photograph_is_kept_under_a_made_up_name_and_shown_to_its_owner_alone_at_first(
    counselor: MemberClient, database: Database
) -> None:
    assert (
        _send(counselor, _jpeg(), name="../../x\u202egpj" + "e" * 300 + ".exe").status_code == 303
    )

    address = _address(database)
    assert re.fullmatch(r"/photos/[0-9a-f]{32}", address)
    assert f"{address}/large" in counselor.get(f"{PHOTO}").text
    assert counselor.get(f"{address}/small").data.startswith(b"RIFF")
    assert counselor.app.test_client().get(f"{address}/small").status_code == 404
    assert (
        f'src="{address}/large" alt="Maya, smiling"' in counselor.get("/desk/profile/preview").text
    )


def test_a_public_photograph_is_served_safely_and_is_gone_with_its_listing(
    counselor: MemberClient, database: Database
) -> None:
    _send(counselor, _jpeg())
    with database.transaction() as session:
        publish(session, "maya")
    address, visitor = _address(database), counselor.app.test_client()

    answer = visitor.get(f"{address}/large")

    assert answer.status_code == 200
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="photograph.webp"'
    assert answer.headers["Cache-Control"] == "private, max-age=600"
    again = visitor.get(f"{address}/large", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert f'src="{address}/large"' in visitor.get("/practitioners/maya").text
    assert visitor.get(f"{address}/huge").status_code == 404
    with database.transaction() as session:
        move_listing(session, "maya", Move.PAUSE)
    assert visitor.get(f"{address}/large").status_code == 404


def test_another_photograph_has_another_name_and_the_first_is_gone(
    counselor: MemberClient, database: Database
) -> None:
    _send(counselor, _jpeg())
    first = _address(database)

    _send(counselor, _jpeg())
    _send(counselor, b"", words="Maya at her desk")

    assert _address(database) != first
    assert counselor.get(f"{first}/small").status_code == 404
    assert "Maya at her desk" in counselor.get(PHOTO).text


def test_it_is_removed_bytes_and_all(counselor: MemberClient, database: Database) -> None:
    _send(counselor, _jpeg())
    address = _address(database)

    for _sent in range(2):
        assert counselor.post(f"{PHOTO}/remove").status_code == 303

    with database.session() as session:
        assert photo_of(session, "maya") is None
    assert counselor.get(f"{address}/small").status_code == 404


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "Choose a picture first."),
        (b"<svg onload=alert(1)></svg>", "This is no JPEG, PNG or WebP picture."),
        (_jpeg()[:400], "The file is broken."),
        (bytes(8 * 1024 * 1024 + 1), "The file is larger than 8 megabytes."),
    ],
)
def test_what_is_not_taken_says_why_and_keeps_the_words(
    counselor: MemberClient, database: Database, content: bytes, complaint: str
) -> None:
    answer = _send(counselor, content, words="My words")

    assert answer.status_code == 422
    assert complaint in complaints(answer)[0]
    assert 'value="My words"' in answer.text
    with database.session() as session:
        assert photo_of(session, "maya") is None


def test_without_words_it_is_described_by_its_name(
    counselor: MemberClient, database: Database
) -> None:
    _send(counselor, _jpeg(), words="")

    with database.session() as session:
        photo = photo_of(session, "maya")
    assert photo is not None
    assert photo.alternative == "Photograph of Maya"


def test_a_newcomer_without_a_profile_has_nowhere_to_send_one(newcomer: MemberClient) -> None:
    assert newcomer.get(PHOTO).status_code == 404
    assert _send(newcomer, _jpeg()).status_code == 404


class TestScanner:
    """The scanner is off unless named, and then nothing is kept that it did not call clean."""

    @pytest.fixture
    def scanner(self) -> Iterator[str]:
        """A stand-in for clamd that knows one virus; its address."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=_scan_each, args=(server,), daemon=True)
            thread.start()
            yield f"127.0.0.1:{server.getsockname()[1]}"
            server.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)

    def test_clean_refused_and_no_answer(self, scanner: str) -> None:
        assert scanned(_jpeg(), scanner) is Verdict.CLEAN
        assert scanned(EICAR, scanner) is Verdict.REFUSED
        assert scanned(_jpeg(), "127.0.0.1:1") is Verdict.NO_ANSWER
        assert scanned(_jpeg(), "/nowhere/clamd.sock") is Verdict.NO_ANSWER
        assert scanned(_jpeg(), "no port") is Verdict.NO_ANSWER
        assert scanned(EICAR, "") is Verdict.CLEAN


class TestScannerThatIsDown:
    """It fails closed."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        """A scanner is named, and nothing listens there."""
        return environment | {"DIRECTORY_VIRUS_SCANNER": "127.0.0.1:1"}

    def test_nothing_is_kept(self, counselor: MemberClient, database: Database) -> None:
        answer = _send(counselor, _jpeg())

        assert answer.status_code == 422
        assert "could not be scanned now" in complaints(answer)[0]
        with database.session() as session:
            assert photo_of(session, "maya") is None


def _scan_each(server: socket.socket) -> None:
    while True:
        try:
            asker, _address = server.accept()
        except OSError:
            return
        with asker, asker.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", sent.read(4))[0]:
                content += sent.read(length)
            found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
            asker.sendall(b"stream: " + found + b"\0")
