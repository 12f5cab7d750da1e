#ifndef CLOOKUP_THREADS_H
#define CLOOKUP_THREADS_H

// System calls for threads that share a list. On Linux; elsewhere the functions return "not possible".

#include <stdbool.h>

/// Prepares the process for `lookup_process_barrier`; false where the system cannot do that. May be called again.
bool lookup_process_barrier_prepare(void);

/// A full memory barrier in every running thread of the process (Linux: membarrier, 4.14 or later): each thread's memory accesses before some moment in this
/// call are seen by all before those after it. Some microseconds, more with more processors.
/// - Precondition: `lookup_process_barrier_prepare` answered true.
void lookup_process_barrier(void);

#endif
