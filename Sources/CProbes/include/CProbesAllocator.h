#ifndef CPROBES_ALLOCATOR_H
#define CPROBES_ALLOCATOR_H

// What a piece of code asks the C library's allocator for, exactly. Linux with ELF objects; elsewhere nothing can be watched.

#include <stdbool.h>
#include <stdint.h>

/// Puts counting functions before malloc, free and their kin in every object that is loaded, for the rest of the process: made for a copy of the process that
/// ends soon. One thread at a time. False where that is not possible.
bool probe_allocator_watch(void);

/// Begins to count: no calls, and what is allocated now is the level that the peak is above.
void probe_allocator_zero(void);

/// Calls since that gave memory.
uint64_t probe_allocator_calls(void);

/// The most bytes since that were allocated at a time beyond those at the beginning, as the allocator rounds them.
uint64_t probe_allocator_peak(void);

#endif
