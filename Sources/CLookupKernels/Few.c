#include "CLookupKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))

AVX2 bool lookup_few_covers_avx2(
    const lookup_line *lines, uint64_t base, uint64_t span, const lookup_range *queries, size_t count, uint64_t *answers) {
    const __m256i *lanes = (const __m256i *)lines;
    const __m256i starts0 = lanes[0], ends0 = lanes[1], starts1 = lanes[2], ends1 = lanes[3];
    // As in a grid: lengths that are not from 1 to the longest, and starts whose end may have wrapped round.
    uint64_t lengths = 0, starts = 0;
    for (size_t first = 0; first < count; first += 64) {
        const size_t length = count - first < 64 ? count - first : 64;
        uint64_t word = 0;
        for (size_t i = 0; i < length; i++) {
            const lookup_range query = queries[first + i];
            uint64_t x = query.start - base;
            x = x < span ? x : span;
            const uint64_t pages = query.end - query.start;
            const __m256i first = _mm256_set1_epi32((int32_t)x), last = _mm256_set1_epi32((int32_t)((uint32_t)x + (uint32_t)pages));
            const __m256i low = _mm256_andnot_si256(_mm256_sub_epi32(first, starts0), _mm256_sub_epi32(last, ends0));
            const __m256i high = _mm256_andnot_si256(_mm256_sub_epi32(first, starts1), _mm256_sub_epi32(last, ends1));
            const int holders = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(low, high)));
            word |= (uint64_t)(holders != 0) << i;
            lengths |= pages - 1;
            starts |= query.start;
        }
        answers[first / 64] = word;
    }
    return lengths >= LOOKUP_LONGEST || starts >> 63;
}

#else

bool lookup_few_covers_avx2(
    const lookup_line *lines, uint64_t base, uint64_t span, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)lines, (void)base, (void)span, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
