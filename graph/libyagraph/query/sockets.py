"""A filter of Linux' kernel under which a process gets no new socket.

Nothing goes in; out comes whether the filter is in place. It needs no privilege, holds for the rest
of the process' life, and is made for two kinds of machines; elsewhere there is none.
"""

from __future__ import annotations

import ctypes
import platform
import sys

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x0005000D  # with EACCES
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OTHER_ABI = 0x40000000  # x86's second set of numbers for the same calls
_CALLS = {"x86_64": (0xC000003E, (41, 42, 53, 425)), "aarch64": (0xC00000B7, (198, 199, 203, 425))}
"""By machine, its mark and the numbers of `socket`, `connect`, `socketpair` and `io_uring_setup`,
as in the kernel's `asm/unistd.h`."""


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_so", ctypes.c_ubyte),
        ("if_not", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def refuse_sockets() -> bool:
    """Have Linux refuse this process every new socket; whether it does."""
    mark, calls = _CALLS.get(platform.machine(), (0, ()))
    if sys.platform != "linux" or not mark:
        return False
    end = 4 + len(calls) + 1  # the step that refuses
    tests = [
        (3, _AT_LEAST, _OTHER_ABI),
        *((4 + place, _EQUAL, call) for place, call in enumerate(calls)),
    ]
    # A step says how many to leave out where its test holds, and where it does not.
    jumps = {at: _Step(code, end - at - 1, 0, value) for at, code, value in tests}
    jumps[1] = _Step(_EQUAL, 0, end - 2, mark)  # a call of another machine is refused
    steps = [
        _Step(_LOAD, 0, 0, 4),  # of which machine the call is
        jumps[1],
        _Step(_LOAD, 0, 0, 0),  # its number
        *(jumps[at] for at in range(3, end - 1)),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
    made = (_Step * len(steps))(*steps)
    program = _Program(len(steps), ctypes.cast(made, ctypes.POINTER(_Step)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    return bool(done == 0)
