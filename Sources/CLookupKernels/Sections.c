#include "CLookupKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, LANES = 8, HALF = 32 };

/// The bits of all queries of a word, lane by lane, to find odd ones.
typedef struct {
    /// All starts and ends.
    __m256i borders;
    /// All lengths in sections, less one.
    __m256i lengths;
} oddness;

/// Whether one was empty, reversed, too long, too high or not made of whole sections.
AVX2 INLINE bool is_odd(oddness odd) {
    const __m256i misfit = _mm256_set1_epi64x((int64_t)((LOOKUP_SECTION - 1) | ~(LOOKUP_SECTIONS_END - 1)));
    return !_mm256_testz_si256(odd.borders, misfit) | !_mm256_testz_si256(odd.lengths, _mm256_set1_epi32(-LOOKUP_MOST_SECTIONS));
}

/// Where four queries start and end, in sections: pairs of 32 bits, in the order 0, 2, 1, 3.
AVX2 INLINE __m256 sections_of_four(const lookup_range *queries, oddness *odd) {
    const __m256i *pairs = (const __m256i *)queries;
    const __m256i first = _mm256_loadu_si256(pairs), second = _mm256_loadu_si256(pairs + 1);
    odd->borders = _mm256_or_si256(odd->borders, _mm256_or_si256(first, second));
    return _mm256_shuffle_ps(
        _mm256_castsi256_ps(_mm256_srli_epi64(first, LOOKUP_SECTION_SHIFT)), _mm256_castsi256_ps(_mm256_srli_epi64(second, LOOKUP_SECTION_SHIFT)), 0x88);
}

/// Which bytes of the table answer eight queries, in the order 0, 2, 4, 6, 1, 3, 5, 7. A section below the list is a large number, as is one above it: both go to
/// the end, where nothing is covered.
AVX2 INLINE __m256i place_eight(const lookup_sections *table, const lookup_range *queries, oddness *odd, __m256i *less_one) {
    const __m256 low = sections_of_four(queries, odd), high = sections_of_four(queries + LANES / 2, odd);
    const __m256i starts = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0x88)), ends = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0xdd));
    *less_one = _mm256_add_epi32(_mm256_sub_epi32(ends, starts), _mm256_set1_epi32(-1));
    odd->lengths = _mm256_or_si256(odd->lengths, *less_one);
    const __m256i number = _mm256_sub_epi32(starts, _mm256_set1_epi32((int32_t)table->base));
    return _mm256_min_epu32(number, _mm256_set1_epi32((int32_t)table->count));
}

/// Answers 32 queries.
///
/// The bytes are loaded one by one, which takes half as long as a gather where gathers are slow and is as fast where they are not.
AVX2 INLINE uint32_t covers_half(const lookup_sections *table, const lookup_range *queries, oddness *odd) {
    const uint8_t *runs = table->runs;
    __m256i less_one[HALF / LANES];
    // The runs of the even queries and of the odd ones.
    __m128i even = _mm_setzero_si128(), uneven = even;
#define INSERT(vector, at, pair) \
    vector = _mm_insert_epi8(vector, runs[(uint32_t)(pair)], at); \
    vector = _mm_insert_epi8(vector, runs[(pair) >> 32], (at) + 1)
#define LOAD(i) \
    do { \
        const __m256i places = place_eight(table, queries + LANES * (i), odd, &less_one[i]); \
        const __m128i low = _mm256_castsi256_si128(places), high = _mm256_extracti128_si256(places, 1); \
        const uint64_t pairs[] = {(uint64_t)_mm_cvtsi128_si64(low), (uint64_t)_mm_extract_epi64(low, 1), (uint64_t)_mm_cvtsi128_si64(high), \
                                  (uint64_t)_mm_extract_epi64(high, 1)}; \
        INSERT(even, 4 * (i), pairs[0]); \
        INSERT(even, 4 * (i) + 2, pairs[1]); \
        INSERT(uneven, 4 * (i), pairs[2]); \
        INSERT(uneven, 4 * (i) + 2, pairs[3]); \
    } while (0)
    LOAD(0);
    LOAD(1);
    LOAD(2);
    LOAD(3);
#undef LOAD
#undef INSERT
    const __m256i lengths = _mm256_packs_epi16(_mm256_packs_epi32(less_one[0], less_one[1]), _mm256_packs_epi32(less_one[2], less_one[3]));
    // A run is at most LOOKUP_MOST_SECTIONS, one more than what a signed byte holds: as an unsigned number it is above the lengths that it covers.
    const __m256i held = _mm256_subs_epu8(_mm256_inserti128_si256(_mm256_castsi128_si256(even), uneven, 1), lengths);
    const __m256i missed = _mm256_cmpeq_epi8(held, _mm256_setzero_si256());
    // Even and odd queries side by side again.
    const __m256i in_order = _mm256_permute4x64_epi64(missed, 0xd8);
    const __m256i zip = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_shuffle_epi8(in_order, zip));
}

/// Answers 64 queries; false where the answer is invalid.
AVX2 INLINE bool covers_word(const lookup_sections *table, const lookup_range *queries, uint64_t *answer) {
    oddness odd = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    const uint64_t low = covers_half(table, queries, &odd), high = covers_half(table, queries + HALF, &odd);
    *answer = low | high << HALF;
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
