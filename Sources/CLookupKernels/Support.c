#include "CLookupKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

bool lookup_has_avx2(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
#else
    return false;
#endif
}

void lookup_advise_huge_pages(void *address, size_t length) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    // A refusal leaves ordinary pages, which is as good an answer.
    (void)madvise(address, length, MADV_HUGEPAGE);
#else
    (void)address, (void)length;
#endif
}
