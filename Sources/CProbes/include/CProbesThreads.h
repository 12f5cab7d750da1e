#ifndef CPROBES_THREADS_H
#define CPROBES_THREADS_H

// What threads that share memory need of the processor and the kernel. Linux; elsewhere the answers say "not possible".

#include <stdbool.h>

/// Prepares the process for `probe_process_barrier`; false where the system cannot do that. May be called again.
bool probe_process_barrier_prepare(void);

/// A full memory barrier in every running thread of the process (Linux: membarrier, 4.14 or later): each thread's memory accesses before some moment in this
/// call are seen by all before those after it. Some microseconds, more with more processors.
/// - Precondition: `probe_process_barrier_prepare` answered true.
void probe_process_barrier(void);

/// Lets the calling thread, which has inherited its maker's binding, run on every CPU the process may use. 0, or -1 with errno.
int probe_unpin(void);

/// Tells the processor that this is a loop that waits for another one.
static inline void probe_pause(void) {
#if defined(__x86_64__)
    __asm__ volatile("pause");
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
