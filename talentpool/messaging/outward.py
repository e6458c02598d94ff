"""The only way out to an address that a person gave us: HTTPS to the public internet, no redirects, no second look-up.

The address is checked when the socket opens: the name is resolved once, every answer must be public, and the connection
goes to the very address that was checked. So neither a private name nor a name that changes its mind reaches inside.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
LONGEST_ANSWER = 64 * 1024

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NOT_OURS_TO_REACH = [
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "192.88.99.0/24", "100::/64")
]


class Unreachable(Exception):
    """The address may not, or could not, be reached; the text says why."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet; translated, tunnelled and multicast ones do not."""
    inner = getattr(address, "ipv4_mapped", None)
    if inner is not None:
        return is_public(inner)
    if any(address.version == net.version and address in net for net in NOT_OURS_TO_REACH):
        return False
    return address.is_global and not address.is_multicast


def _open_socket(host: str, port: int, allow: Callable[[Address], bool]) -> socket.socket:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"no such host: {host}") from error
    for _family, _type, _proto, _name, place in answers:
        if not allow(ipaddress.ip_address(str(place[0]).split("%")[0])):
            raise Unreachable(f"{host} does not lead to the public internet")
    for _family, _type, _proto, _name, place in answers:
        try:
            return socket.create_connection((str(place[0]), port), timeout=TIMEOUT_SECONDS)
        except OSError:
            continue
    raise Unreachable(f"{host} does not answer")


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow: Callable[[Address], bool] = is_public,
    tls: ssl.SSLContext | None = None,
) -> int:
    """POST once and return the status, which may be any; redirects are not followed. Raises Unreachable."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise Unreachable("only https addresses without a user")
    port = parts.port or 443
    raw = _open_socket(parts.hostname, port, allow)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=TIMEOUT_SECONDS)
    try:
        context = tls or ssl.create_default_context()
        connection.sock = context.wrap_socket(raw, server_hostname=parts.hostname)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=body, headers=dict(headers))
        response = connection.getresponse()
        response.read(LONGEST_ANSWER)
        return response.status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()
        raw.close()


def looks_public(url: str) -> bool:
    """A first look when the address is typed in; the check that counts is made when the socket opens."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port_is_sane = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme != "https" or not host or parts.username or not port_is_sane:
        return False
    try:
        return is_public(ipaddress.ip_address(host))
    except ValueError:
        last = host.rpartition(".")[2]
        is_name = "." in host and not last[:1].isdigit()  # 127.1 and 0x7f.1 are addresses in disguise
        return is_name and last not in {"local", "internal", "localhost"}
