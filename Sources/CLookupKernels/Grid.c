#include "CLookupKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx2,avx512f,avx512bw,avx512dq,popcnt")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64, FOUR = 4, EIGHT = 8 };

/// Flags for queries that a line cannot answer, lane by lane.
typedef struct {
    /// At least the longest length, if a query was not from 1 to that many pages long.
    __m256i lengths;
    /// The highest bit is set if a start was so high that the end may have wrapped.
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

/// The first and the end page of a query, in the numbers of lines.
typedef struct {
    uint32_t start, end;
} page_pair;

/// 64 queries, each with the place of its cell in units of 2^-32 cells: the whole cells are the number's high half.
typedef struct {
    _Alignas(64) uint64_t places[WORD];
    _Alignas(64) page_pair pages[WORD];
} stage;

INLINE const lookup_line *line_of(const lookup_line *cells, const stage *stage, int query) { return cells + (stage->places[query] >> 32); }

/// Finds the cells that answer four queries. A start outside the list maps to its end.
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
    _mm256_store_si256((__m256i *)&stage->places[i], _mm256_mul_epu32(steps, _mm256_set1_epi64x(grid->cells_per_step)));
    const __m256i end = _mm256_slli_epi64(_mm256_add_epi64(distance, lengths), 32);
    _mm256_store_si256((__m256i *)&stage->pages[i], _mm256_blend_epi32(distance, end, 0xaa));
}

/// Bit l is set where lane l of the line holds the query, whose pages fill a vector each.
AVX2 INLINE uint8_t holders(const lookup_line *line, __m256i start, __m256i end) {
    const __m256i *lanes = (const __m256i *)line;
    __m256i below = _mm256_sub_epi32(start, lanes[0]);
    // Otherwise the compiler would invert the bits of the start instead, before they are in a vector.
    __asm__("" : "+x"(below));
    const __m256i not_above = _mm256_sub_epi32(end, lanes[1]);
    return (uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_andnot_si256(below, not_above)));
}

/// The holders of four placed queries. Two queries are loaded at once: with a load for each number, a query would take four loads of vectors and wait for those.
AVX2 INLINE void compare_four(const lookup_line *cells, const stage *stage, int i, uint8_t *lanes) {
    for (int m = i; m < i + FOUR; m += 2) {
        __m256i two = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)&stage->pages[m]));
        __asm__("" : "+x"(two));
        lanes[m] = holders(line_of(cells, stage, m), _mm256_shuffle_epi32(two, 0x00), _mm256_shuffle_epi32(two, 0x55));
        lanes[m + 1] = holders(line_of(cells, stage, m + 1), _mm256_shuffle_epi32(two, 0xaa), _mm256_shuffle_epi32(two, 0xff));
    }
}

/// The child of a fork that x belongs to.
AVX2 INLINE uint32_t fork_child(const lookup_line *fork, uint32_t x) {
    const __m256i *words = (const __m256i *)fork;
    const __m256i first = _mm256_set1_epi32((int32_t)x);
    const uint32_t low = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[0])));
    const uint32_t high = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[1])));
    return lookup_fork_child_above(fork, low | high << 8);
}

/// The answers of the lines of 64 queries, one bit per query.
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
AVX2 static __attribute__((noinline)) uint64_t descend(const lookup_grid *grid, const stage *stage, uint8_t *lanes, uint64_t travellers, uint64_t tables) {
    const lookup_line *lines[WORD];
    uint64_t covered = 0;
    for (bool is_cell = true; travellers; is_cell = false) {
        FOR_EACH(query, travellers & tables) {
            const lookup_line *line = is_cell ? line_of(grid->cells, stage, (int)query) : lines[query];
            lines[query] = grid->branches + lookup_table_child(line, stage->pages[query].start);
            __builtin_prefetch(lines[query]);
        }
        FOR_EACH(query, travellers & ~tables) {
            const lookup_line *line = is_cell ? line_of(grid->cells, stage, (int)query) : lines[query];
            lines[query] = grid->branches + fork_child(line, stage->pages[query].start);
            __builtin_prefetch(lines[query]);
        }
        FOR_EACH(query, travellers) {
            const page_pair pages = stage->pages[query];
            lanes[query] = holders(lines[query], _mm256_set1_epi32((int32_t)pages.start), _mm256_set1_epi32((int32_t)pages.end));
        }
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

/// From the lanes' bytes of 64 queries to their bits. `has_odd`: some of them may be odd, and lanes that hold an odd query do not tell whether the line is a branch.
AVX2 INLINE uint64_t word(const lookup_grid *grid, const lookup_range *queries, const stage *stage, uint8_t *lanes, findings found, bool has_odd) {
    const uint64_t covered = ~found.missed & ~found.branches;
    if (__builtin_expect(found.branches == 0, 1)) return covered;
    const uint64_t travellers = __builtin_expect(has_odd, 0) ? without_odd(queries, found.branches) : found.branches;
    return covered | descend(grid, stage, lanes, travellers, found.tables);
}

/// Finds the cells of four queries, and prefetches them if so asked.
AVX2 INLINE void fetch_four(const lookup_grid *grid, const lookup_range *queries, stage *stage, int i, oddness *odd, bool prefetches) {
    place_four(grid, queries + i, stage, i, odd);
    for (int k = i; prefetches && k < i + FOUR; k++) __builtin_prefetch(line_of(grid->cells, stage, k));
}

/// Places four queries, `ahead` words further on, between the answers of four: the two wait for different parts of the processor, and numbers that were stored long ago
/// are loaded at once. A burst of prefetches would wait for free line-fill buffers and delay the answers.
AVX2 INLINE bool covers(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers, size_t ahead, bool prefetches) {
    enum { MOST_AHEAD = 2 };
    const lookup_grid table = *grid;
    oddness odd = nothing_odd();
    stage stages[MOST_AHEAD + 1];
    for (size_t k = 0; k < ahead && k < words; k++) {
        for (int i = 0; i < WORD; i += FOUR) fetch_four(&table, queries + WORD * k, &stages[k], i, &odd, prefetches);
    }
    size_t now = 0, later = ahead;
    for (size_t k = 0; k < words; k++) {
        uint8_t lanes[WORD];
        const lookup_range *next = queries + WORD * (k + ahead < words ? k + ahead : k);
        for (int i = 0; i < WORD; i += FOUR) {
            compare_four(table.cells, &stages[now], i, lanes);
            fetch_four(&table, next, &stages[later], i, &odd, prefetches);
        }
        answers[k] = word(grid, queries + WORD * k, &stages[now], lanes, look_through(lanes), is_odd(odd));
        now = now == ahead ? 0 : now + 1;
        later = later == ahead ? 0 : later + 1;
    }
    return is_odd(odd);
}

AVX2 static bool covers_direct(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    return covers(grid, queries, words, answers, 1, false);
}

AVX2 static bool covers_staged(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    return covers(grid, queries, words, answers, 2, true);
}

/// A number of each of eight queries.
typedef uint64_t eight __attribute__((vector_size(64)));

AVX512 INLINE bool is_odd_eight(eight lengths, eight starts) {
    const __m512i odd = (__m512i)((lengths & -LOOKUP_LONGEST) | starts >> 63);
    return _mm512_test_epi64_mask(odd, odd) != 0;
}

/// As `place_four`; the flags of odd queries are two numbers for each of eight lanes, as in `oddness`.
AVX512 INLINE void place_eight(const lookup_grid *grid, const lookup_range *queries, stage *stage, int i, eight *lengths_seen, eight *starts_seen) {
    eight low, high;
    memcpy(&low, queries + i, sizeof low);
    memcpy(&high, queries + i + FOUR, sizeof high);
    const eight starts = __builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14);
    const eight lengths = __builtin_shufflevector(low, high, 1, 3, 5, 7, 9, 11, 13, 15) - starts;
    *lengths_seen |= lengths - 1;
    *starts_seen |= starts;
    const eight distance = __builtin_elementwise_min(starts - grid->base, (eight){} + grid->span);
    const eight places = (distance >> grid->shift & UINT32_MAX) * ((eight){} + grid->cells_per_step);
    const eight pages = (distance & UINT32_MAX) | (distance + lengths) << 32;
    memcpy(&stage->places[i], &places, sizeof places);
    memcpy(&stage->pages[i], &pages, sizeof pages);
}

/// Bit l is set where lane l of its line starts above the start of the query, bit 8 + l where it does not end below the end of the query.
AVX512 INLINE uint16_t sides(const lookup_line *cells, const stage *stage, int query) {
    const __m512i which = _mm512_set_epi32(1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m512i pages = _mm512_castsi128_si512(_mm_loadl_epi64((const __m128i *)&stage->pages[query]));
    const __m512i line = _mm512_load_si512(line_of(cells, stage, query));
    return _mm512_movepi32_mask(_mm512_sub_epi32(_mm512_permutexvar_epi32(which, pages), line));
}

/// The answers of the lines of 32 queries, and the bits of `holders` for each.
AVX512 INLINE findings look_through_sides(const uint16_t *sides, uint8_t *lanes) {
    const __m512i both = _mm512_load_si512(sides);
    const __m512i held = _mm512_andnot_si512(both, _mm512_srli_epi16(both, 8));
    _mm256_store_si256((__m256i *)lanes, _mm512_cvtepi16_epi8(held));
#define MARKED(mark) _mm512_cmpeq_epi16_mask(_mm512_and_si512(held, _mm512_set1_epi16(mark)), _mm512_set1_epi16(mark))
    return (findings){_mm512_testn_epi16_mask(held, held), MARKED(LOOKUP_BRANCH_MARK), MARKED(LOOKUP_TABLE_MARK)};
#undef MARKED
}

/// A line is one register here. The queries of the next word are placed between the answers of this one, as in `covers`, but not prefetched: out-of-order execution overlaps
/// their L2 cache misses.
AVX512 static bool covers_wide(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    const lookup_grid table = *grid;
    eight lengths = {}, starts = {};
    stage stages[2];
    for (int i = 0; i < WORD && words > 0; i += EIGHT) place_eight(&table, queries, &stages[0], i, &lengths, &starts);
    for (size_t k = 0; k < words; k++) {
        _Alignas(64) uint16_t both[WORD];
        _Alignas(64) uint8_t lanes[WORD];
        const lookup_range *next = queries + WORD * (k + 1 < words ? k + 1 : k);
        const stage *now = &stages[k & 1];
        for (int i = 0; i < WORD; i += EIGHT) {
            place_eight(&table, next, &stages[~k & 1], i, &lengths, &starts);
            for (int m = i; m < i + EIGHT; m++) both[m] = sides(table.cells, now, m);
        }
        const findings low = look_through_sides(both, lanes), high = look_through_sides(both + WORD / 2, lanes + WORD / 2);
        const findings found = {low.missed | high.missed << 32, low.branches | high.branches << 32, low.tables | high.tables << 32};
        answers[k] = word(grid, queries + WORD * k, now, lanes, found, found.branches && is_odd_eight(lengths, starts));
    }
    return is_odd_eight(lengths, starts);
}

bool lookup_grid_covers(const lookup_grid *grid, lookup_way way, const lookup_range *queries, size_t count, uint64_t *answers) {
    static bool (*const ways[])(const lookup_grid *, const lookup_range *, size_t, uint64_t *) = {
        [LOOKUP_DIRECT] = covers_direct, [LOOKUP_STAGED] = covers_staged, [LOOKUP_WIDE] = covers_wide};
    const size_t words = count / WORD, rest = count % WORD;
    bool has_odd = ways[way](grid, queries, words, answers);
    if (rest) {
        lookup_range last[WORD];
        for (size_t i = 0; i < WORD; i++) last[i] = queries[WORD * words + (i < rest ? i : 0)];
        has_odd |= covers_staged(grid, last, 1, &answers[words]);
        answers[words] &= ((uint64_t)1 << rest) - 1;
    }
    return has_odd;
}

#else

bool lookup_grid_covers(const lookup_grid *grid, lookup_way way, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)grid, (void)way, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
