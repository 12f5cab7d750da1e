#ifndef CPROBES_H
#define CPROBES_H

// Operations that Swift lacks. Everything here inlines into the Swift caller unless a comment says otherwise.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "CProbesAllocator.h"
#include "CProbesKnownWork.h"
#include "CProbesProcess.h"
#include "CProbesValgrind.h"

/// Uses a result, so that the work behind it is not removed.
static inline void probe_consume(uint64_t value) { __asm__ volatile("" : : "r"(value) : "memory"); }

/// Nanoseconds of CLOCK_MONOTONIC: 23 ns a call, no system call.
static inline uint64_t probe_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/// Nanoseconds of CPU time of the calling thread: 0.5 us a call, a system call.
static inline uint64_t probe_thread_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/// The time stamp counter (x86), read after all earlier loads; elsewhere nanoseconds. 10 ns.
static inline uint64_t probe_cycles(void) {
#if defined(__x86_64__)
    uint32_t low, high;
    __asm__ volatile("lfence\n\trdtsc" : "=a"(low), "=d"(high) : : "memory");
    return (uint64_t)high << 32 | low;
#else
    return probe_nanoseconds();
#endif
}

/// The version of the C compiler, which comes with the Swift compiler and names the exact LLVM both are built on.
const char *probe_compiler_version(void);

/// FNV-1a of `count` bytes, eight at a time without the rest: not safe against forgery, but it distinguishes builds. In C, because a debug build hashes its own
/// 50 MB at each start.
uint64_t probe_fingerprint(const void *bytes, size_t count);

/// The version of glibc that the process runs with, `2.36`; empty with another libc.
const char *probe_libc_version(void);

#endif
