#ifndef CPROBES_ALLOCATOR_H
#define CPROBES_ALLOCATOR_H

// Exact counts of a piece of code's calls of the C library's allocator. Linux with ELF objects; elsewhere calls cannot be observed.

#include <stdbool.h>
#include <stdint.h>

/// Puts counting functions before malloc, free and their kin in every object that is loaded, for the rest of the process: made for a copy of the process that
/// ends soon. One thread at a time. False where that is not possible.
bool probe_allocator_watch(void);

/// Resets the counts: no calls, and the memory allocated now is the base of the peak.
void probe_allocator_zero(void);

/// Successful allocations since.
uint64_t probe_allocator_calls(void);

/// The peak since then of allocated bytes above the base, as the allocator rounds them.
uint64_t probe_allocator_peak(void);

#endif
