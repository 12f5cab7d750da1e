#include "CLookupKernels.h"

#include <string.h>

/// The range for place `place` of a tree's level, whose vectors are indexed by the place modulo 8. A place is minus the number of decisions above it.
static size_t decided(size_t place) { return (8 - place) % 8; }

void lookup_few_fill(lookup_few *few, const lookup_line *lines, size_t count) {
    memcpy(few->leaves, lines, sizeof few->leaves);
    int32_t starts[LOOKUP_FEW], ends[LOOKUP_FEW];
    for (size_t i = 0; i < LOOKUP_FEW; i++) {
        const lookup_line *line = &lines[i / 8];
        // No range starts above the highest number, and none ends below 0.
        starts[i] = i < count ? (int32_t)line->starts[i % 8] - 1 : INT32_MAX;
        ends[i] = i < count ? (int32_t)line->ends[i % 8] - 1 : -1;
    }
    few->middle = starts[8];
    for (size_t place = 0; place < 8; place++) {
        const size_t above = decided(place);
        few->quarters[place] = starts[8 * (above & 1) + 4];
        few->eighths[place] = starts[4 * (above & 3) + 2];
        few->sixteenths[place] = starts[2 * above + 1];
        few->even_ends[place] = ends[2 * above];
        few->odd_ends[place] = ends[2 * above + 1];
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, LANES = 8 };

/// Four queries as distances, in the order 0, 2, 1, 3.
typedef struct {
    __m256i starts, ends;
} distances;

/// The highest bit of a lane of `odd` is set for a query that is reversed, or so high that it may be.
AVX2 INLINE distances place(const lookup_range *queries, __m256i base, __m256i *odd) {
    const __m256i *pairs = (const __m256i *)queries;
    const __m256i first = _mm256_loadu_si256(pairs), second = _mm256_loadu_si256(pairs + 1);
    const __m256i starts = _mm256_unpacklo_epi64(first, second), ends = _mm256_unpackhi_epi64(first, second);
    *odd = _mm256_or_si256(*odd, _mm256_or_si256(starts, _mm256_sub_epi64(ends, starts)));
    return (distances){_mm256_sub_epi64(starts, base), _mm256_sub_epi64(ends, base)};
}

#define HALVES(a, b, which) _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), which))
enum { LOW = 0x88, HIGH = 0xdd };

/// The start of the last range that starts at or below a query, found in four steps for eight queries at once: eight numbers are one register, and what was
/// decided before is the place in it. The highest bit of a lane: that range holds the query. In the order 0, 2, 4, 6, 1, 3, 5, 7.
AVX2 INLINE __m256i covers_eight(const lookup_few *few, const lookup_range *queries, __m256i base, __m256i *odd) {
#define TABLE(name) _mm256_loadu_si256((const __m256i *)few->name)
    const distances a = place(queries, base, odd), b = place(queries + LANES / 2, base, odd);
    const __m256i x = HALVES(a.starts, b.starts, LOW), y = HALVES(a.ends, b.ends, LOW);
    // Below the list or beyond 32 bits.
    const __m256i far = HALVES(_mm256_or_si256(a.starts, a.ends), _mm256_or_si256(b.starts, b.ends), HIGH);
    __m256i is_above = _mm256_cmpgt_epi32(x, _mm256_set1_epi32(few->middle));
    __m256i decided = is_above;
#define DECIDE(level) is_above = _mm256_cmpgt_epi32(x, _mm256_permutevar8x32_epi32(TABLE(level), decided))
#define NEXT decided = _mm256_add_epi32(_mm256_add_epi32(decided, decided), is_above)
    DECIDE(quarters);
    NEXT;
    DECIDE(eighths);
    NEXT;
    DECIDE(sixteenths);
    const __m256i end = _mm256_blendv_epi8(
        _mm256_permutevar8x32_epi32(TABLE(even_ends), decided), _mm256_permutevar8x32_epi32(TABLE(odd_ends), decided), is_above);
    const __m256i is_past = _mm256_or_si256(_mm256_sub_epi32(end, y), y);
    return _mm256_andnot_si256(is_past, _mm256_cmpeq_epi32(far, _mm256_setzero_si256()));
}

/// A byte of answers from eight places that hold the even ones and then the odd ones, in the order of the queries; eight bytes at once.
INLINE uint64_t in_order(uint64_t word) {
    // Bits 2 and 3 of a byte change places with 4 and 5; then, of each half byte, 1 with 2.
    const uint64_t outer = (word ^ word >> 2) & 0x0c0c0c0c0c0c0c0c;
    word ^= outer ^ outer << 2;
    const uint64_t inner = (word ^ word >> 1) & 0x2222222222222222;
    return word ^ inner ^ inner << 1;
}

/// Eight by eight: all of them at once do not fit into the registers.
AVX2 INLINE uint64_t covers_word(const lookup_few *few, const lookup_range *queries, __m256i base, __m256i *odd) {
    uint64_t word = 0;
#pragma clang loop unroll(disable)
    for (size_t i = 0; i < WORD; i += LANES) {
        const __m256i covered = covers_eight(few, queries + i, base, odd);
        word = word >> LANES | (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(covered)) << (WORD - LANES);
    }
    return in_order(word);
}

AVX2 bool lookup_few_covers_avx2(const lookup_few *few, uint64_t base, const lookup_range *queries, size_t count, uint64_t *answers) {
    const __m256i bases = _mm256_set1_epi64x((int64_t)base);
    __m256i odd = _mm256_setzero_si256();
    const size_t words = count / WORD, rest = count % WORD;
    for (size_t k = 0; k < words; k++) answers[k] = covers_word(few, queries + WORD * k, bases, &odd);
    if (rest) {
        // The last queries; the last one fills the unused places.
        lookup_range last[WORD];
        for (size_t i = 0; i < WORD; i++) last[i] = queries[WORD * words + (i < rest ? i : rest - 1)];
        answers[words] = covers_word(few, last, bases, &odd) & (((uint64_t)1 << rest) - 1);
    }
    return _mm256_movemask_pd(_mm256_castsi256_pd(odd)) != 0;
}

#else

bool lookup_few_covers_avx2(const lookup_few *few, uint64_t base, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)few, (void)base, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
