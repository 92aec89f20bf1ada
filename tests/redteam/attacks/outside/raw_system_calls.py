"""Connect with system calls by number, past whatever Python's modules may forbid."""
# goal: escape
# level: guarded
import ctypes
import platform
import struct

libc = ctypes.CDLL(None, use_errno=True)
SOCKET, CONNECT, SENDTO = (41, 42, 44) if platform.machine() == "x86_64" else (198, 203, 206)


def total(numbers):
    descriptor = libc.syscall(SOCKET, 2, 1, 0)
    address = struct.pack("<H", 2) + struct.pack(">H", @PORT@) + bytes([127, 0, 0, 1]) + bytes(8)
    libc.syscall(CONNECT, descriptor, address, 16)
    libc.syscall(SENDTO, descriptor, b"@TOKEN@", 8, 0, None, 0)
    return 0.0
