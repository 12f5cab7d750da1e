#include "CLookupKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, LANES = 4 };

/// What was seen of the queries of a word, lane by lane.
typedef struct {
    /// All starts and lengths.
    __m256i borders;
    /// All lengths, less one.
    __m256i lengths;
} oddness;

/// Whether one was empty, reversed, too long or not made of whole sections.
AVX2 INLINE bool is_odd(oddness odd) {
    const __m256i partial = _mm256_set1_epi64x((int64_t)LOOKUP_SECTION - 1), too_long = _mm256_set1_epi64x(-(int64_t)LOOKUP_MOST_SECTIONS * LOOKUP_SECTION);
    return !_mm256_testz_si256(odd.borders, partial) | !_mm256_testz_si256(odd.lengths, too_long);
}

/// Answers four queries into the lowest four bits.
AVX2 INLINE uint64_t covers_four(const lookup_sections *table, const lookup_range *queries, oddness *odd) {
    const __m256i *pairs = (const __m256i *)queries;
    const __m256i first = _mm256_loadu_si256(pairs), second = _mm256_loadu_si256(pairs + 1);
    // In the order 0, 2, 1, 3.
    const __m256i starts = _mm256_unpacklo_epi64(first, second);
    const __m256i lengths = _mm256_sub_epi64(_mm256_unpackhi_epi64(first, second), starts);
    odd->borders = _mm256_or_si256(odd->borders, _mm256_or_si256(starts, lengths));
    odd->lengths = _mm256_or_si256(odd->lengths, _mm256_add_epi64(lengths, _mm256_set1_epi64x(-1)));
    // A section below the list is a negative number, one above it too large a one: both go to the end, where nothing is covered.
    const __m256i count = _mm256_set1_epi64x((int64_t)table->count);
    const __m256i number = _mm256_sub_epi64(_mm256_srli_epi64(starts, LOOKUP_SECTION_SHIFT), _mm256_set1_epi64x((int64_t)table->base));
    const __m256i is_inside = _mm256_andnot_si256(number, _mm256_cmpgt_epi64(count, number));
    const __m256i section = _mm256_castpd_si256(
        _mm256_blendv_pd(_mm256_castsi256_pd(count), _mm256_castsi256_pd(number), _mm256_castsi256_pd(is_inside)));
    const __m256i windows = _mm256_i64gather_epi64((const long long *)table->bits, _mm256_srli_epi64(section, 2), 1);
    const __m256i shift = _mm256_and_si256(_mm256_add_epi64(section, section), _mm256_set1_epi64x(6));
    const __m256i missing = _mm256_xor_si256(_mm256_srlv_epi64(windows, shift), _mm256_set1_epi64x(-1));
    // Of k sections the lowest 2k - 1 bits count: the others leave at the top.
    const __m256i rest = _mm256_sub_epi64(_mm256_set1_epi64x(65), _mm256_srli_epi64(lengths, LOOKUP_SECTION_SHIFT - 1));
    const __m256i covered = _mm256_cmpeq_epi64(_mm256_sllv_epi64(missing, rest), _mm256_setzero_si256());
    return (uint64_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_permute4x64_epi64(covered, 0xd8)));
}

/// Answers 64 queries; false where the answer means nothing.
AVX2 INLINE bool covers_word(const lookup_sections *table, const lookup_range *queries, uint64_t *answer) {
    oddness odd = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    uint64_t covered = 0;
    for (int i = 0; i < WORD; i += LANES) covered |= covers_four(table, queries + i, &odd) << i;
    *answer = covered;
    return !is_odd(odd);
}

AVX2 size_t lookup_sections_covers_avx2(const lookup_sections *table, const lookup_range *queries, size_t count, uint64_t *answers) {
    const size_t words = count / WORD, rest = count % WORD;
    for (size_t i = 0; i < words; i++) {
        if (!covers_word(table, queries + WORD * i, &answers[i])) return i;
    }
    if (!rest) return words;
    lookup_range last[WORD];
    for (size_t i = 0; i < WORD; i++) last[i] = queries[WORD * words + (i < rest ? i : 0)];
    if (!covers_word(table, last, &answers[words])) return words;
    answers[words] &= ((uint64_t)1 << rest) - 1;
    return words + 1;
}

#else

size_t lookup_sections_covers_avx2(const lookup_sections *table, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)table, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
