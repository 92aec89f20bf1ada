"""The system calls that a worker is refused, by number; the numbers are those of Linux's ``unistd.h``.

Calls from number 424 on have one number everywhere.
"""

MACHINES = ("x86_64", "aarch64")

_TABLE = """
# name                  x86_64 aarch64
# processes: none can be started, which makes ending them, and counting their time, exact
fork                      57    -
vfork                     58    -
execve                    59  221
execveat                 322  281
setsid                   112  157
setpgid                  109  154
# network, and other programs that listen on a socket
socket                    41  198
socketpair                53  199
connect                   42  203
bind                      49  200
listen                    50  201
accept                    43  202
accept4                  288  242
# looking into other processes
ptrace                   101  117
process_vm_readv         310  270
process_vm_writev        311  271
process_madvise          440  440
process_mrelease         448  448
pidfd_open               434  434
pidfd_getfd              438  438
pidfd_send_signal        424  424
kcmp                     312  272
perf_event_open          298  241
# signals to other processes, and their scheduling
tkill                    200  130
rt_sigqueueinfo          129  138
rt_tgsigqueueinfo        297  240
setpriority              141  140
ioprio_set               251   30
sched_setattr            314  274
sched_setscheduler       144  119
sched_setparam           142  118
# what the filter for files does not cover
chmod                     90    -
fchmod                    91   52
fchmodat                 268   53
fchmodat2                452  452
chown                     92    -
lchown                    94    -
fchown                    93   55
fchownat                 260   54
utime                    132    -
utimes                   235    -
utimensat                280   88
futimesat                261    -
truncate                  76   45
setxattr                 188    5
lsetxattr                189    6
fsetxattr                190    7
removexattr              197   14
lremovexattr             198   15
fremovexattr             199   16
mknod                    133    -
mknodat                  259   33
link                      86    -
linkat                   265   37
symlink                   88    -
symlinkat                266   36
inotify_init             253    -
inotify_init1            294   26
inotify_add_watch        254   27
fanotify_init            300  262
fanotify_mark            301  263
# parts of the kernel that no exercise needs
bpf                      321  280
keyctl                   250  219
add_key                  248  217
request_key              249  218
userfaultfd              323  282
io_uring_setup           425  425
io_uring_enter           426  426
io_uring_register        427  427
memfd_create             319  279
memfd_secret             447  447
# mounts, namespaces, files by handle
mount                    165   40
umount2                  166   39
pivot_root               155   41
chroot                   161   51
setns                    308  268
unshare                  272   97
open_tree                428  428
move_mount               429  429
fsopen                   430  430
fsconfig                 431  431
fsmount                  432  432
fspick                   433  433
mount_setattr            442  442
name_to_handle_at        303  264
open_by_handle_at        304  265
# the machine: modules, swap, clocks, old processor modes
init_module              175  105
finit_module             313  273
delete_module            176  106
kexec_load               246  104
kexec_file_load          320  294
swapon                   167  224
swapoff                  168  225
quotactl                 179   60
quotactl_fd              443  443
clock_settime            227  112
clock_adjtime            305  266
settimeofday             164  170
adjtimex                 159  171
reboot                   169  142
acct                     163   89
syslog                   103  116
personality              135   92
iopl                     172    -
ioperm                   173    -
modify_ldt               154    -
# message queues, semaphores and memory shared between processes
mq_open                  240  180
mq_unlink                241  181
mq_timedsend             242  182
mq_timedreceive          243  183
mq_notify                244  184
mq_getsetattr            245  185
msgget                    68  186
msgsnd                    69  189
msgrcv                    70  188
msgctl                    71  187
semget                    64  190
semop                     65  193
semctl                    66  191
semtimedop               220  192
shmget                    29  194
shmat                     30  196
shmctl                    31  195
shmdt                     67  197
# where memory lies
move_pages               279  239
migrate_pages            256  238
mbind                    237  235
set_mempolicy            238  237
get_mempolicy            239  236
set_mempolicy_home_node  450  450
# who the process is
setuid                   105  146
setgid                   106  144
setreuid                 113  145
setregid                 114  143
setresuid                117  147
setresgid                119  149
setgroups                116  159
setfsuid                 122  151
setfsgid                 123  152
capset                   126   91
sethostname              170  161
setdomainname            171  162
"""

NEWEST = 452
"""The newest call known here (fchmodat2): what came later is answered as an older kernel would."""

CALLS = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "fcntl": (72, 25),
    "ioctl": (16, 29),
    "kill": (62, 129),
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "tgkill": (234, 131),
}
"""Calls that are refused for some arguments; numbers on x86_64 and on aarch64."""


def denied(machine: str) -> dict[str, int]:
    """Return the calls that are always refused.

    Parameters
    ----------
    machine : {"x86_64", "aarch64"}
        Whose numbers to return.

    Returns
    -------
    dict of str to int
        Number by name; calls that the machine does not have are left out.
    """
    column = 1 + MACHINES.index(machine)
    rows = [line.split() for line in _TABLE.splitlines() if line and not line.startswith("#")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def number_of(name: str, machine: str) -> int:
    """Return the number of one of `CALLS`."""
    return CALLS[name][MACHINES.index(machine)]
