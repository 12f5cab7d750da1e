#include "CLookupKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, FOUR = 4 };

/// What was seen of queries that a line cannot answer, lane by lane.
typedef struct {
    /// At least the longest length if a query was not from 1 to that many pages long.
    __m256i lengths;
    /// Has its highest bit set if a start was so high that the end may have wrapped round.
    __m256i starts;
} oddness;

AVX2 INLINE oddness nothing_odd(void) { return (oddness){_mm256_setzero_si256(), _mm256_setzero_si256()}; }

AVX2 INLINE bool is_odd(oddness odd) {
    const __m256i too_long = _mm256_set1_epi64x(-(int64_t)LOOKUP_LONGEST);
    return !_mm256_testz_si256(odd.lengths, too_long) || (_mm256_movemask_pd(_mm256_castsi256_pd(odd.starts)) != 0);
}

INLINE bool is_odd_query(const lookup_range *query) {
    return query->end - query->start - 1 >= LOOKUP_LONGEST || query->start >> 63;
}

/// 64 queries that know their line, and themselves as a line sees them: in the low halves. All bits of the start are turned round: not (x - start) is not x, and
/// start added.
typedef struct {
    const lookup_line *lines[WORD];
    uint64_t not_x[WORD], y[WORD];
} stage;

/// Finds the lines that decide about four queries. A start outside of the list leads to its end.
AVX2 INLINE void place_four(const lookup_grid *grid, const lookup_range *queries, stage *stage, int i, oddness *odd) {
    const __m256i *pairs = (const __m256i *)queries;
    const __m256i first = _mm256_loadu_si256(pairs), second = _mm256_loadu_si256(pairs + 1);
    const __m256i starts = _mm256_permute4x64_epi64(_mm256_unpacklo_epi64(first, second), 0xd8);
    const __m256i ends = _mm256_permute4x64_epi64(_mm256_unpackhi_epi64(first, second), 0xd8);
    const __m256i lengths = _mm256_sub_epi64(ends, starts);
    odd->lengths = _mm256_or_si256(odd->lengths, _mm256_add_epi64(lengths, _mm256_set1_epi64x(-1)));
    odd->starts = _mm256_or_si256(odd->starts, starts);
    const __m256i span = _mm256_set1_epi64x((int64_t)grid->span);
    const __m256i offset = _mm256_sub_epi64(starts, _mm256_set1_epi64x((int64_t)grid->base));
    // The highest bit: not below 0 and below the span.
    const __m256i is_inside = _mm256_andnot_si256(offset, _mm256_sub_epi64(offset, span));
    const __m256i distance = _mm256_castpd_si256(_mm256_blendv_pd(_mm256_castsi256_pd(span), _mm256_castsi256_pd(offset), _mm256_castsi256_pd(is_inside)));
    const __m256i steps = _mm256_srl_epi64(distance, _mm_cvtsi32_si128((int32_t)grid->shift));
    const __m256i product = _mm256_mul_epu32(steps, _mm256_set1_epi64x(grid->cells_per_step));
    // The number of the cell is in the high half; a line has 2^6 bytes.
    const __m256i place = _mm256_slli_epi64(_mm256_srli_epi64(product, 32), 6);
    _mm256_storeu_si256((__m256i *)&stage->lines[i], _mm256_add_epi64(place, _mm256_set1_epi64x((int64_t)(uintptr_t)grid->cells)));
    _mm256_storeu_si256((__m256i *)&stage->not_x[i], _mm256_xor_si256(distance, _mm256_set1_epi64x(-1)));
    _mm256_storeu_si256((__m256i *)&stage->y[i], _mm256_add_epi64(distance, lengths));
}

/// Bit l is set where lane l of its line holds the query.
AVX2 INLINE uint8_t holders(const stage *stage, uint64_t query) {
    const __m256i *lanes = (const __m256i *)stage->lines[query];
    const __m256i not_below = _mm256_add_epi32(_mm256_set1_epi32((int32_t)stage->not_x[query]), lanes[0]);
    const __m256i not_above = _mm256_sub_epi32(_mm256_set1_epi32((int32_t)stage->y[query]), lanes[1]);
    return (uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_and_si256(not_below, not_above)));
}

/// The child of a fork that x belongs to.
AVX2 INLINE uint32_t fork_child(const lookup_line *fork, uint32_t x) {
    const __m256i *words = (const __m256i *)fork;
    const __m256i first = _mm256_set1_epi32((int32_t)x);
    const uint32_t low = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[0])));
    const uint32_t high = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[1])));
    return lookup_fork_child_above(fork, low | high << 8);
}

/// What the lines of 64 queries said, a bit a query.
typedef struct {
    uint64_t missed, branches, tables;
} findings;

/// Bit i is set where byte i of the 64 has all bits of `mark`.
AVX2 INLINE uint64_t marked(__m256i low, __m256i high, char mark) {
    const __m256i marks = _mm256_set1_epi8(mark);
#define BITS(vector) (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(vector, marks), marks))
    return BITS(low) | BITS(high) << 32;
#undef BITS
}

AVX2 INLINE findings look_through(const uint8_t *lanes) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)lanes), high = _mm256_loadu_si256((const __m256i *)(lanes + 32));
    const __m256i none = _mm256_setzero_si256();
    const uint64_t missed = (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, none))
        | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, none)) << 32;
    return (findings){missed, marked(low, high, LOOKUP_BRANCH_MARK), marked(low, high, LOOKUP_TABLE_MARK)};
}

/// Each query of the set, lowest first.
#define FOR_EACH(query, set) for (uint64_t left = (set), query; left && (query = (uint64_t)__builtin_ctzll(left), true); left &= left - 1)

/// The queries that met a branch go down in step, one line a round each, so that their cache misses overlap.
AVX2 static __attribute__((noinline)) uint64_t descend(const lookup_grid *grid, stage *stage, uint8_t *lanes, uint64_t travellers, uint64_t tables) {
    uint64_t covered = 0;
    while (travellers) {
        FOR_EACH(query, travellers & tables) {
            const lookup_line *child = grid->branches + lookup_table_child(stage->lines[query], (uint32_t)~stage->not_x[query]);
            __builtin_prefetch(child);
            stage->lines[query] = child;
        }
        FOR_EACH(query, travellers & ~tables) {
            const lookup_line *child = grid->branches + fork_child(stage->lines[query], (uint32_t)~stage->not_x[query]);
            __builtin_prefetch(child);
            stage->lines[query] = child;
        }
        FOR_EACH(query, travellers) lanes[query] = holders(stage, query);
        const findings found = look_through(lanes);
        covered |= travellers & ~found.missed & ~found.branches;
        travellers &= found.branches;
        tables = found.tables;
    }
    return covered;
}

/// The queries of a set that a line can answer.
static uint64_t without_odd(const lookup_range *queries, uint64_t set) {
    uint64_t even = 0;
    FOR_EACH(query, set) even |= (uint64_t)!is_odd_query(&queries[query]) << query;
    return even;
}

/// From the lanes' bytes of 64 queries to their bits. `has_odd`: some of them may be odd, and lanes that hold an odd query say nothing about the line.
AVX2 INLINE uint64_t word(const lookup_grid *grid, const lookup_range *queries, stage *stage, uint8_t *lanes, bool has_odd) {
    const findings found = look_through(lanes);
    const uint64_t covered = ~found.missed & ~found.branches;
    if (__builtin_expect(found.branches == 0, 1)) return covered;
    const uint64_t travellers = __builtin_expect(has_odd, 0) ? without_odd(queries, found.branches) : found.branches;
    return covered | descend(grid, stage, lanes, travellers, found.tables);
}

AVX2 static oddness covers_direct(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    oddness odd = nothing_odd();
    for (size_t k = 0; k < words; k++) {
        stage stage;
        uint8_t lanes[WORD];
        for (int i = 0; i < WORD; i += FOUR) place_four(grid, queries + WORD * k + i, &stage, i, &odd);
        for (int i = 0; i < WORD; i += FOUR) {
            for (int m = i; m < i + FOUR; m++) lanes[m] = holders(&stage, (uint64_t)m);
        }
        answers[k] = ~look_through(lanes).missed;
    }
    return odd;
}

/// Finds the lines of four queries and asks for them.
AVX2 INLINE void fetch_four(const lookup_grid *grid, const lookup_range *queries, stage *stage, int i, oddness *odd) {
    place_four(grid, queries + i, stage, i, odd);
    for (int k = i; k < i + FOUR; k++) __builtin_prefetch(stage->lines[k]);
}

/// Between the answers of four queries the lines of four more are asked for: a burst of requests would have to wait for room, and the answers behind it.
AVX2 static oddness covers_staged(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    enum { AHEAD = 2 };
    oddness odd = nothing_odd();
    stage stages[AHEAD + 1];
    for (size_t k = 0; k < AHEAD && k < words; k++) {
        for (int i = 0; i < WORD; i += FOUR) fetch_four(grid, queries + WORD * k, &stages[k], i, &odd);
    }
    size_t now = 0, later = AHEAD;
    for (size_t k = 0; k < words; k++) {
        uint8_t lanes[WORD];
        const lookup_range *next = queries + WORD * (k + AHEAD < words ? k + AHEAD : k);
        for (int i = 0; i < WORD; i += FOUR) {
            for (int m = i; m < i + FOUR; m++) lanes[m] = holders(&stages[now], (uint64_t)m);
            fetch_four(grid, next, &stages[later], i, &odd);
        }
        answers[k] = word(grid, queries + WORD * k, &stages[now], lanes, is_odd(odd));
        now = now == AHEAD ? 0 : now + 1;
        later = later == AHEAD ? 0 : later + 1;
    }
    return odd;
}

AVX2 bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers) {
    const size_t words = count / WORD, rest = count % WORD;
    oddness odd = staged ? covers_staged(grid, queries, words, answers) : covers_direct(grid, queries, words, answers);
    if (rest) {
        lookup_range last[WORD];
        for (size_t i = 0; i < WORD; i++) last[i] = queries[WORD * words + (i < rest ? i : 0)];
        const oddness more = covers_staged(grid, last, 1, &answers[words]);
        answers[words] &= ((uint64_t)1 << rest) - 1;
        odd.lengths = _mm256_or_si256(odd.lengths, more.lengths);
        odd.starts = _mm256_or_si256(odd.starts, more.starts);
    }
    return is_odd(odd);
}

#else

bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)grid, (void)staged, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
