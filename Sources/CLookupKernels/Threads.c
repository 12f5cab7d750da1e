#define _GNU_SOURCE
#include "CLookupThreads.h"

#ifdef __linux__
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

static long membarrier(int command) { return syscall(SYS_membarrier, command, 0, 0); }

bool lookup_process_barrier_prepare(void) {
    const long offered = membarrier(MEMBARRIER_CMD_QUERY);
    return offered >= 0 && (offered & MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0 && membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
}

// A prepared process is never refused.
void lookup_process_barrier(void) { (void)membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED); }
#else
bool lookup_process_barrier_prepare(void) { return false; }
void lookup_process_barrier(void) {}
#endif
