"""Send a deadly signal to a thread of the process that started this one, with the other system calls for that."""
# goal: deny
# level: guarded
import ctypes
import os
import platform

libc = ctypes.CDLL(None)
TKILL, TGKILL, QUEUE = (200, 234, 129) if platform.machine() == "x86_64" else (130, 131, 138)


def total(numbers):
    parent = os.getppid()
    libc.syscall(TKILL, parent, 9)
    libc.syscall(TGKILL, parent, parent, 9)
    libc.syscall(QUEUE, parent, 9, bytes(128))
    return 0.0
