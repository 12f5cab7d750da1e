#ifndef CLOOKUP_HINTS_H
#define CLOOKUP_HINTS_H

// Compiler and processor hints that Swift lacks. Everything here inlines into the Swift caller.

#include <stdint.h>

/// The value, hidden from the optimiser: it can neither be computed in advance nor removed, and everything it depends on must have been executed.
static inline uint64_t lookup_opaque(uint64_t value) {
    __asm__ volatile("" : "+r"(value));
    return value;
}

/// Prefetches the cache line of `address`. Never faults, whatever the address.
static inline void lookup_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// A compiler barrier: memory written before is really written, memory read after is really read.
static inline void lookup_compiler_barrier(void) { __asm__ volatile("" : : : "memory"); }

/// Tells the processor that this is a spin-wait loop.
static inline void lookup_pause(void) {
#if defined(__x86_64__)
    __asm__ volatile("pause");
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
