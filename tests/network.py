"""Keeps the tests off the network: a connection to anything but this machine is an error."""

import ipaddress
import socket


class OutsideError(AssertionError):
    """A test tried to reach another machine."""


def forbid_outside(monkeypatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            self.close()
            raise OutsideError(f"A test tried to connect to {address[0]}:{address[1]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
