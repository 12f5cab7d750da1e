#define _GNU_SOURCE
#include "CProbesProcess.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/personality.h>
#include <sys/prctl.h>

int probe_fix_addresses(void) {
    int now = personality(0xffffffff);
    if (now == -1) return -1;
    if (now & ADDR_NO_RANDOMIZE) return 1;
    return personality((unsigned long)now | ADDR_NO_RANDOMIZE) == -1 ? -1 : 0;
}

int probe_pin(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set);
}

int probe_may_pin(int cpu) {
    cpu_set_t before;
    if (cpu < 0 || cpu >= CPU_SETSIZE) return 0;
    if (sched_getaffinity(0, sizeof before, &before) != 0) return -1;
    if (probe_pin(cpu) != 0) return 0;
    return sched_setaffinity(0, sizeof before, &before) == 0 ? 1 : -1;
}

int probe_unpin(void) {
    cpu_set_t set;
    memset(&set, 0xff, sizeof set);
    return sched_setaffinity(0, sizeof set, &set);
}

int probe_pin_beside(int cpu, int place) {
    cpu_set_t set;
    if (probe_unpin() != 0 || sched_getaffinity(0, sizeof set, &set) != 0) return -1;
    for (int other = 0; other < CPU_SETSIZE; other++)
        if (other != cpu && CPU_ISSET(other, &set) && --place == 0) return probe_pin(other);
    errno = EINVAL;
    return -1;
}

int probe_last_allowed_cpu(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return -1;
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--)
        if (CPU_ISSET(cpu, &set)) return cpu;
    errno = EINVAL;
    return -1;
}

int probe_allowed_cpus(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
}

int probe_usable_cpus(void) {
    cpu_set_t before, all;
    if (sched_getaffinity(0, sizeof before, &before) != 0 || probe_unpin() != 0) return -1;
    int count = sched_getaffinity(0, sizeof all, &all) == 0 ? CPU_COUNT(&all) : -1;
    return sched_setaffinity(0, sizeof before, &before) == 0 ? count : -1;
}

int probe_may_run_on(int cpu) {
    cpu_set_t set;
    if (cpu < 0 || cpu >= CPU_SETSIZE) return 0;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_ISSET(cpu, &set) != 0 : -1;
}

void probe_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }
#else
int probe_fix_addresses(void) { errno = ENOSYS; return -1; }
int probe_pin(int cpu) { (void)cpu; errno = ENOSYS; return -1; }
int probe_may_pin(int cpu) { (void)cpu; errno = ENOSYS; return -1; }
int probe_unpin(void) { errno = ENOSYS; return -1; }
int probe_pin_beside(int cpu, int place) { (void)cpu, (void)place; errno = ENOSYS; return -1; }
int probe_last_allowed_cpu(void) { errno = ENOSYS; return -1; }
int probe_usable_cpus(void) { errno = ENOSYS; return -1; }
int probe_allowed_cpus(void) { errno = ENOSYS; return -1; }
int probe_may_run_on(int cpu) { (void)cpu; errno = ENOSYS; return -1; }
void probe_end_with_parent(void) {}
#endif

static volatile sig_atomic_t caught;

static void catch_signal(int number) {
    if (caught) {
        signal(number, SIG_DFL);
        raise(number);
    }
    caught = number;
}

void probe_catch_interrupts(void) {
    struct sigaction action = {.sa_handler = catch_signal};
    sigemptyset(&action.sa_mask);
    int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) {
        struct sigaction before;
        // A signal that the parent ignores (nohup) stays ignored.
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(numbers[i], &action, NULL);
        // A parent that started this process from a worker thread hands on that thread's mask.
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, numbers[i]);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
}

int probe_interrupt(void) { return caught; }

void probe_die_of(int number) {
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    // Not reached unless the signal is one that does not end a process.
    _exit(128 + number);
}

int probe_exit_code(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

int probe_in_copy(void (*body)(void *context), void *context) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        probe_end_with_parent();
        body(context);
        _exit(0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return probe_exit_code(status);
}
