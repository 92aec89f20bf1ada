"""Send a datagram."""
# goal: escape
# level: guarded
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.sendto(b"@TOKEN@", ("127.0.0.1", @PORT@))


def total(numbers):
    return 0.0
