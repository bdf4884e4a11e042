"""A system that refuses some calls to a program and all that it starts: an older kernel, a strict container."""

import ctypes
import errno
import os
import platform
import resource
import struct

CALLS = {"x86_64": {"memfd_create": 319, "openat": 257, "prctl": 157, "prlimit64": 302, "seccomp": 317,
                    "close_range": 436},
         "aarch64": {"memfd_create": 279, "openat": 56, "prctl": 167, "prlimit64": 261, "seccomp": 277,
                     "close_range": 436}}
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 22, 38
LOAD, IS, RETURN = 0x20, 0x15, 0x06  # BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ | BPF_K, BPF_RET | BPF_K
NUMBER, ARGUMENTS = 0, 16  # of struct seccomp_data: the low half of each argument, 8 bytes apart
ALLOW, FAIL = 0x7FFF0000, 0x00050000
libc = ctypes.CDLL(None, use_errno=True)


def known():
    return platform.machine() in CALLS


def one_call(number, condition, error):
    """Fail the call of that number where the condition holds, else go on behind."""
    tail = [(RETURN, 0, 0, FAIL | error)]
    if condition:
        which, value, equal = condition
        tail = [(LOAD, 0, 0, ARGUMENTS + 8 * which), (IS, *((0, 1) if equal else (1, 0)), value), *tail]
    return [(LOAD, 0, 0, NUMBER), (IS, 0, len(tail), number), *tail]


def filter_of(*refused):
    """`refused` are (call, condition, error); a condition is (number of an argument, value, is it or is it not)."""
    numbers = CALLS[platform.machine()]
    program = [step for call, condition, error in refused for step in one_call(numbers[call], condition, error)]
    return [*program, (RETURN, 0, 0, ALLOW)]


def install(program):
    """For the calling process and its children, for good. OSError where the system has no such filters."""
    steps = b"".join(struct.pack("HBBI", *step) for step in program)
    room = ctypes.create_string_buffer(steps, len(steps))
    head = struct.pack("HxxxxxxP", len(program), ctypes.addressof(room))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 or libc.prctl(PR_SET_SECCOMP, 2, head, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "no filter of calls")


NO_SECCOMP = (("seccomp", None, errno.EINVAL), ("prctl", (0, PR_SET_SECCOMP, True), errno.EINVAL))
NO_MEMFD = ("memfd_create", None, errno.ENOSYS)
NO_UNNAMED_FILES = ("openat", (2, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, True), errno.EOPNOTSUPP)
NO_PRIVS = ("prctl", (0, PR_SET_NO_NEW_PRIVS, True), errno.EINVAL)
NO_LIMITS = ("prlimit64", (1, resource.RLIMIT_FSIZE, True), errno.EPERM)  # a sanitizer needs others
