#ifndef CLOOKUP_HINTS_H
#define CLOOKUP_HINTS_H

// What Swift cannot tell its compiler. Everything here inlines into the Swift caller.

#include <stdint.h>

/// The value, hidden from the optimiser: it can neither be computed in advance nor be dropped, and what it depends on must have happened.
static inline uint64_t lookup_opaque(uint64_t value) {
    __asm__ volatile("" : "+r"(value));
    return value;
}

/// Asks for the cache line of `address`, to be read soon. Never faults, any address may be given.
static inline void lookup_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// A compiler barrier: memory written before is really written, memory read after is really read.
static inline void lookup_compiler_barrier(void) { __asm__ volatile("" : : : "memory"); }

/// Tells the processor that this is a loop that waits for another one.
static inline void lookup_pause(void) {
#if defined(__x86_64__)
    __asm__ volatile("pause");
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
