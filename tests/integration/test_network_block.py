"""No test reaches beyond this machine, and this machine is reached."""

from __future__ import annotations

import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7", "2001:db8::1"])
def test_an_address_elsewhere_is_refused_before_anything_is_sent(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with warnings.catch_warnings(), socket.socket(family) as connection:
        warnings.simplefilter("ignore")
        with pytest.raises(SocketConnectBlockedError):
            connection.connect((address, 80))


def test_this_machine_can_be_asked() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2) as connection,
    ):
        accepted, _address = server.accept()
        with accepted:
            accepted.sendall(b"hello")

        assert connection.recv(5) == b"hello"
