#include "CLookupKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

bool lookup_has_avx2(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
#else
    return false;
#endif
}

bool lookup_has_avx512(void) {
#if defined(__x86_64__)
    return lookup_has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
#else
    return false;
#endif
}

#if defined(__linux__)
#define HUGE_PAGE ((size_t)2 << 20)

void *lookup_map(size_t length) {
    const size_t wide = length + HUGE_PAGE;
    if (wide < length) return NULL;
    char *const first = mmap(NULL, wide, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (first == MAP_FAILED) return NULL;
    char *const start = (char *)(((uintptr_t)first + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    if (start > first) (void)munmap(first, (size_t)(start - first));
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), end = (length + page - 1) & ~(page - 1);
    (void)munmap(start + end, wide - end - (size_t)(start - first));
    // If the system refuses, ordinary pages serve as well. The rest above the last 2 MiB gets no huge page.
    (void)madvise(start, length & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
    return start;
}

void lookup_unmap(void *address, size_t length) { (void)munmap(address, length); }
#else
void *lookup_map(size_t length) {
    (void)length;
    return NULL;
}

void lookup_unmap(void *address, size_t length) { (void)address, (void)length; }
#endif
