#ifndef CPROBES_KNOWN_WORK_H
#define CPROBES_KNOWN_WORK_H

// Work for which the count of each counter is known in advance. In assembly for x86-64 and arm64, so that the compiler cannot change the work;
// elsewhere in C that the compiler must not remove, where counts are only nearly exact. Each loop adds two instructions per round, one of them a branch.

#include <stdint.h>

/// `count` iterations of an empty loop: `count` branches, all but the last taken, and twice as many instructions.
void probe_known_branches(uint64_t count);

/// `count` multiplications of 64 bits, each of which waits for the one before: at least three cycles each. `count` is a multiple of 8.
void probe_known_products(uint64_t count);

/// One branch for each of `count` bytes, taken where it is 0.
void probe_known_choices(const uint8_t *bytes, uint64_t count);

/// `count` loads of the same eight bytes. `count` is a multiple of 8.
void probe_known_loads(const void *bytes, uint64_t count);

/// Follows `count` pointers, each of which lies where the one before points to. Returns the last.
const void *probe_known_chase(const void *start, uint64_t count);

/// Reads a byte of each line of 64 bytes, in order: afterwards caches hold the end of the memory instead of its beginning.
void probe_known_sweep(const void *bytes, uint64_t size);

#endif
