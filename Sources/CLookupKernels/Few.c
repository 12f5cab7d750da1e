#include "CLookupKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, LANES = 8, STEP = 16 };

/// What was seen of queries that 32 bits cannot answer, lane by lane, as in a grid: lengths that are not from 1 to the longest, and starts whose end may have wrapped round.
typedef struct {
    __m256i lengths, starts;
} oddness;

/// Eight queries as a line sees them, in the order 0, 2, 4, 6, 1, 3, 5, 7.
typedef struct {
    __m256i x, y;
} pages;

/// Where four queries start and how long they are, in the order 0, 2, 1, 3. A start outside of the list leads to its end.
AVX2 INLINE __m256i place(const lookup_range *queries, __m256i base, __m256i span, __m256i *lengths, oddness *odd) {
    const __m256i *pairs = (const __m256i *)queries;
    const __m256i first = _mm256_loadu_si256(pairs), second = _mm256_loadu_si256(pairs + 1);
    const __m256i starts = _mm256_unpacklo_epi64(first, second);
    *lengths = _mm256_sub_epi64(_mm256_unpackhi_epi64(first, second), starts);
    odd->starts = _mm256_or_si256(odd->starts, starts);
    odd->lengths = _mm256_or_si256(odd->lengths, _mm256_add_epi64(*lengths, _mm256_set1_epi64x(-1)));
    const __m256i distance = _mm256_sub_epi64(starts, base);
    // The highest bit: not below 0 and below the span.
    const __m256i is_inside = _mm256_andnot_si256(distance, _mm256_sub_epi64(distance, span));
    return _mm256_castpd_si256(_mm256_blendv_pd(_mm256_castsi256_pd(span), _mm256_castsi256_pd(distance), _mm256_castsi256_pd(is_inside)));
}

/// The low halves of the lanes of two vectors.
AVX2 INLINE __m256i low_halves(__m256i a, __m256i b) {
    return _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88));
}

AVX2 INLINE pages place_eight(const lookup_range *queries, __m256i base, __m256i span, oddness *odd) {
    __m256i first_lengths, second_lengths;
    const __m256i first = place(queries, base, span, &first_lengths, odd);
    const __m256i second = place(queries + LANES / 2, base, span, &second_lengths, odd);
    const __m256i x = low_halves(first, second);
    return (pages){x, _mm256_add_epi32(x, low_halves(first_lengths, second_lengths))};
}

/// The highest bit of each lane in the order of the queries.
AVX2 INLINE uint64_t bits(__m256i covered) {
    const __m256i ordered = _mm256_permutevar8x32_epi32(covered, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    return (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(ordered));
}

/// The highest bit: not (x - start < 0) and y - (end + 1) < 0.
AVX2 INLINE __m256i holds(pages pages, __m256i start, __m256i end) {
    return _mm256_andnot_si256(_mm256_sub_epi32(pages.x, start), _mm256_sub_epi32(pages.y, end));
}

/// Sixteen queries are held against one range after the other: queries beside each other in a vector need no work to bring their answers together, ranges would.
AVX2 INLINE uint64_t covers_step(
    const lookup_line *lines, size_t count, const lookup_range *queries, __m256i base, __m256i span, oddness *odd) {
    const pages low = place_eight(queries, base, span, odd), high = place_eight(queries + LANES, base, span, odd);
    __m256i low_covered = _mm256_setzero_si256(), high_covered = low_covered;
    for (size_t first = 0; first < count; first += LOOKUP_FEW_STEP) {
        const uint32_t *starts = lines[first / 8].starts + first % 8, *ends = lines[first / 8].ends + first % 8;
        for (int i = 0; i < LOOKUP_FEW_STEP; i++) {
            const __m256i start = _mm256_set1_epi32((int32_t)starts[i]), end = _mm256_set1_epi32((int32_t)ends[i]);
            low_covered = _mm256_or_si256(low_covered, holds(low, start, end));
            high_covered = _mm256_or_si256(high_covered, holds(high, start, end));
        }
    }
    return bits(low_covered) | bits(high_covered) << LANES;
}

AVX2 bool lookup_few_covers_avx2(
    const lookup_line *lines, size_t ranges, uint64_t base, uint64_t span, const lookup_range *queries, size_t count, uint64_t *answers) {
    const __m256i bases = _mm256_set1_epi64x((int64_t)base), spans = _mm256_set1_epi64x((int64_t)span);
    oddness odd = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t first = 0; first < count; first += WORD) {
        const size_t length = count - first < WORD ? count - first : WORD;
        uint64_t word = 0;
        size_t i = 0;
        for (; i + STEP <= length; i += STEP) word |= covers_step(lines, ranges, queries + first + i, bases, spans, &odd) << i;
        if (i < length) {
            // The last ones again in the place of those that are missing.
            lookup_range last[STEP];
            for (size_t k = 0; k < STEP; k++) last[k] = queries[first + (i + k < length ? i + k : length - 1)];
            word |= (covers_step(lines, ranges, last, bases, spans, &odd) & (((uint64_t)1 << (length - i)) - 1)) << i;
        }
        answers[first / WORD] = word;
    }
    const __m256i too_long = _mm256_set1_epi64x(-(int64_t)LOOKUP_LONGEST);
    return !_mm256_testz_si256(odd.lengths, too_long) | (_mm256_movemask_pd(_mm256_castsi256_pd(odd.starts)) != 0);
}

#else

bool lookup_few_covers_avx2(
    const lookup_line *lines, size_t ranges, uint64_t base, uint64_t span, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)lines, (void)ranges, (void)base, (void)span, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
