#ifndef CPROBES_KNOWN_WORK_H
#define CPROBES_KNOWN_WORK_H

// Work of which is known how much of it a counter must see. Written in machine code where the compiler could do more or less (x86-64 and arm64);
// elsewhere in C that the compiler must not leave out, and then only nearly as much. Each loop has two instructions of its own a round, one of them a branch.

#include <stdint.h>

/// `count` rounds of nothing: `count` branches, all but the last taken, and twice as many instructions.
void probe_known_branches(uint64_t count);

/// `count` multiplications of 64 bits, each of which waits for the one before: at least three cycles each. `count` is a multiple of 8.
void probe_known_products(uint64_t count);

/// One branch for each of `count` bytes, taken where it is 0.
void probe_known_choices(const uint8_t *bytes, uint64_t count);

/// `count` loads of the same eight bytes. `count` is a multiple of 8.
void probe_known_loads(const void *bytes, uint64_t count);

/// Follows `count` pointers, each of which lies where the one before points to. Returns the last.
const void *probe_known_chase(const void *start, uint64_t count);

/// Reads a byte of each line of 64 bytes, in order: afterwards caches hold the end of the memory and no more of its beginning.
void probe_known_sweep(const void *bytes, uint64_t size);

#endif
