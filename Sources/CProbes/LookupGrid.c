#include "CProbesLookup.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64 };

/// The number of the cell that decides about [start, end), and the query in the cell's own pages. A start outside of the list leads to an empty cell.
INLINE uint64_t place(const lookup_grid *grid, uint64_t start, uint64_t end, int32_t *x, int32_t *y) {
    uint64_t distance = start - grid->base;
    distance = distance < grid->span ? distance : grid->span;
    const uint64_t cell = (uint64_t)(((unsigned __int128)distance * grid->cells_per_page) >> 64);
    const uint32_t offset = (uint32_t)(distance - cell * grid->pages_per_cell);
    *x = (int32_t)offset;
    *y = (int32_t)(offset + (uint32_t)(end - start));
    return cell;
}

/// Bit l is set where lane l does not hold [x, y).
AVX2 INLINE uint8_t misses(const lookup_line *line, int32_t x, int32_t y) {
    const __m256i *lanes = (const __m256i *)line;
    const __m256i below = _mm256_cmpgt_epi32(lanes[0], _mm256_set1_epi32(x));
    const __m256i above = _mm256_cmpgt_epi32(_mm256_set1_epi32(y), lanes[1]);
    return (uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(below, above)));
}

/// The line that a branch leads x to.
AVX2 INLINE const lookup_line *follow(const lookup_grid *grid, const lookup_line *branch, int32_t x) {
    const __m256i *words = (const __m256i *)branch;
    const __m256i first = _mm256_set1_epi32(x);
    const uint32_t above = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(words[0], first)))
        | (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(words[1], first))) << 8;
    // Words 0 and 1 are never above x; they are part of the mark of a branch.
    const uint32_t rank = 14 - (uint32_t)__builtin_popcount(above);
    return grid->branches + (branch->ends[7] & ~LOOKUP_BRANCH_FLAG) + rank;
}

/// Whether the line is a branch, from its mark. Lanes that hold a query say the same, but only of a query that is not odd.
INLINE bool is_branch(const lookup_line *line) { return line->starts[1] == INT32_MIN; }

/// The queries of a word that met a branch go down in step, one line a round each, so that their cache misses overlap.
AVX2 static __attribute__((noinline)) uint64_t descend(const lookup_grid *grid, const lookup_range *queries, uint64_t pending) {
    struct {
        const lookup_line *line;
        int32_t x, y;
        uint32_t query;
    } walkers[WORD];
    size_t count = 0;
    for (; pending; pending &= pending - 1) {
        const uint32_t query = (uint32_t)__builtin_ctzll(pending);
        int32_t x, y;
        const lookup_line *cell =
            grid->cells + place(grid, queries[query].start, queries[query].end, &x, &y);
        if (!is_branch(cell)) continue;
        walkers[count].line = follow(grid, cell, x);
        walkers[count].x = x;
        walkers[count].y = y;
        walkers[count].query = query;
        __builtin_prefetch(walkers[count].line);
        count++;
    }
    uint64_t covered = 0;
    while (count) {
        size_t kept = 0;
        for (size_t i = 0; i < count; i++) {
            const lookup_line *line = walkers[i].line;
            const bool goes_on = is_branch(line);
            const bool holds = misses(line, walkers[i].x, walkers[i].y) != 0xff;
            covered |= (uint64_t)(holds & !goes_on) << walkers[i].query;
            walkers[kept] = walkers[i];
            walkers[kept].line = goes_on ? follow(grid, line, walkers[i].x) : line;
            __builtin_prefetch(walkers[kept].line);
            kept += goes_on;
        }
        count = kept;
    }
    return covered;
}

/// From the lanes' bytes of 64 queries to their bits.
AVX2 INLINE uint64_t word(const lookup_grid *grid, const lookup_range *queries, const uint8_t *lanes) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)lanes), high = _mm256_loadu_si256((const __m256i *)(lanes + 32));
    const __m256i all = _mm256_set1_epi8(-1), mark = _mm256_set1_epi8(3), none = _mm256_setzero_si256();
#define BITS(vector, value) (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(vector, value))
    const uint64_t missed = BITS(low, all) | BITS(high, all) << 32;
    const uint64_t branched = BITS(_mm256_and_si256(low, mark), none) | BITS(_mm256_and_si256(high, mark), none) << 32;
#undef BITS
    const uint64_t covered = ~missed & ~branched;
    return __builtin_expect(branched != 0, 0) ? covered | descend(grid, queries, branched) : covered;
}

/// What was seen of queries that a line cannot answer.
typedef struct {
    /// Has a bit above those of the longest query's length if one was not from 1 to that many pages long.
    uint64_t lengths;
    /// Has its highest bit set if a start was so high that the end may have wrapped round.
    uint64_t starts;
} oddness;

INLINE void look_at(oddness *odd, const lookup_range *query) {
    odd->lengths |= query->end - query->start - 1;
    odd->starts |= query->start;
}

INLINE bool is_odd(oddness odd) { return odd.lengths >= LOOKUP_GRID_LONGEST || odd.starts >> 63; }

AVX2 INLINE uint64_t direct_word(const lookup_grid *grid, const lookup_range *queries, oddness *odd) {
    uint8_t lanes[WORD];
    for (int i = 0; i < WORD; i++) {
        int32_t x, y;
        const uint64_t cell = place(grid, queries[i].start, queries[i].end, &x, &y);
        lanes[i] = misses(grid->cells + cell, x, y);
        look_at(odd, &queries[i]);
    }
    return word(grid, queries, lanes);
}

/// 64 queries that know their cell, which is on its way to the cache.
typedef struct {
    const lookup_line *lines[WORD];
    int32_t x[WORD], y[WORD];
} stage;

AVX2 INLINE void fetch(const lookup_grid *grid, const lookup_range *queries, stage *stage, oddness *odd) {
    for (int i = 0; i < WORD; i++) {
        const lookup_line *line =
            grid->cells + place(grid, queries[i].start, queries[i].end, &stage->x[i], &stage->y[i]);
        __builtin_prefetch(line);
        stage->lines[i] = line;
        look_at(odd, &queries[i]);
    }
}

AVX2 INLINE uint64_t staged_word(const lookup_grid *grid, const lookup_range *queries, const stage *stage) {
    uint8_t lanes[WORD];
    for (int i = 0; i < WORD; i++) lanes[i] = misses(stage->lines[i], stage->x[i], stage->y[i]);
    return word(grid, queries, lanes);
}

AVX2 static oddness covers_direct(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    oddness odd = {0, 0};
    for (size_t i = 0; i < words; i++) answers[i] = direct_word(grid, queries + WORD * i, &odd);
    return odd;
}

AVX2 static oddness covers_staged(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    oddness odd = {0, 0};
    stage stages[2];
    if (words) fetch(grid, queries, &stages[0], &odd);
    for (size_t i = 0; i < words; i++) {
        if (i + 1 < words) fetch(grid, queries + WORD * (i + 1), &stages[(i + 1) & 1], &odd);
        answers[i] = staged_word(grid, queries + WORD * i, &stages[i & 1]);
    }
    return odd;
}

AVX2 bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers) {
    const size_t words = count / WORD, rest = count % WORD;
    oddness odd = staged ? covers_staged(grid, queries, words, answers) : covers_direct(grid, queries, words, answers);
    if (rest) {
        lookup_range last[WORD];
        for (size_t i = 0; i < WORD; i++) last[i] = queries[WORD * words + (i < rest ? i : 0)];
        answers[words] = direct_word(grid, last, &odd) & (((uint64_t)1 << rest) - 1);
    }
    return is_odd(odd);
}

#else

bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)grid, (void)staged, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
