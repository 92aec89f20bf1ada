"""Send a message to this machine over TCP."""
# goal: escape
# level: guarded
import socket


def total(numbers):
    with socket.create_connection(("127.0.0.1", @PORT@), 1) as connection:
        connection.sendall(b"@TOKEN@")
    return 0.0
