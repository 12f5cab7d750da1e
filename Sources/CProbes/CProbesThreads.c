#define _GNU_SOURCE
#include "CProbesThreads.h"

#ifdef __linux__
#include <linux/membarrier.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static long membarrier(int command) { return syscall(SYS_membarrier, command, 0, 0); }

bool probe_process_barrier_prepare(void) {
    const long offered = membarrier(MEMBARRIER_CMD_QUERY);
    return offered >= 0 && (offered & MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0 && membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
}

// A prepared process is never refused.
void probe_process_barrier(void) { (void)membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED); }

int probe_unpin(void) {
    cpu_set_t set;
    memset(&set, 0xff, sizeof set);
    return sched_setaffinity(0, sizeof set, &set);
}
#else
bool probe_process_barrier_prepare(void) { return false; }
void probe_process_barrier(void) {}
int probe_unpin(void) { return -1; }
#endif
