#include "CLookupKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define INLINE static inline __attribute__((always_inline))

enum { WORD = 64 };

/// What was seen of queries that a line cannot answer.
typedef struct {
    /// At least the longest length if a query was not from 1 to that many pages long.
    uint64_t lengths;
    /// Has its highest bit set if a start was so high that the end may have wrapped round.
    uint64_t starts;
} oddness;

INLINE void look_at(oddness *odd, const lookup_range *query) {
    odd->lengths |= query->end - query->start - 1;
    odd->starts |= query->start;
}

INLINE bool is_odd(oddness odd) { return odd.lengths >= LOOKUP_LONGEST || odd.starts >> 63; }

/// A query as a line sees it.
typedef struct {
    uint32_t x, y;
} pages;

/// The line that decides about the query. A start outside of the list leads to its end.
INLINE const lookup_line *place(const lookup_grid *grid, const lookup_range *query, pages *pages) {
    uint64_t distance = query->start - grid->base;
    distance = distance < grid->span ? distance : grid->span;
    pages->x = (uint32_t)distance;
    pages->y = (uint32_t)distance + (uint32_t)(query->end - query->start);
    return grid->cells + (uint64_t)(((unsigned __int128)distance * grid->cells_per_page) >> 64);
}

/// Bit l is set where lane l holds the pages.
AVX2 INLINE uint8_t holders(const lookup_line *line, pages pages) {
    const __m256i *lanes = (const __m256i *)line;
    const __m256i from_start = _mm256_sub_epi32(_mm256_set1_epi32((int32_t)pages.x), lanes[0]);
    const __m256i from_end = _mm256_sub_epi32(_mm256_set1_epi32((int32_t)pages.y), lanes[1]);
    return (uint8_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_andnot_si256(from_start, from_end)));
}

/// The child of a fork that x belongs to.
AVX2 INLINE uint32_t fork_child(const lookup_line *fork, uint32_t x) {
    const __m256i *words = (const __m256i *)fork;
    const __m256i first = _mm256_set1_epi32((int32_t)x);
    const uint32_t low = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[0])));
    const uint32_t high = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sub_epi32(first, words[1])));
    return lookup_fork_child_above(fork, low | high << 8);
}

/// 64 queries that know their line.
typedef struct {
    const lookup_line *lines[WORD];
    pages pages[WORD];
} stage;

/// The queries of a word that met a branch.
typedef struct {
    uint8_t forks[WORD], tables[WORD];
    size_t fork_count, table_count;
} travellers;

INLINE void send(travellers *travellers, uint8_t query, uint8_t lanes) {
    travellers->forks[travellers->fork_count] = query;
    travellers->fork_count += (lanes & LOOKUP_TABLE_MARK) == LOOKUP_BRANCH_MARK;
    travellers->tables[travellers->table_count] = query;
    travellers->table_count += (lanes & LOOKUP_TABLE_MARK) == LOOKUP_TABLE_MARK;
}

/// The travellers go down in step, one line a round each, so that their cache misses overlap.
AVX2 static __attribute__((noinline)) uint64_t descend(
    const lookup_grid *grid, const lookup_range *queries, stage *stage, const uint8_t *lanes, uint64_t branched) {
    travellers now = {.fork_count = 0, .table_count = 0};
    for (; branched; branched &= branched - 1) {
        const uint8_t query = (uint8_t)__builtin_ctzll(branched);
        oddness odd = {0, 0};
        look_at(&odd, &queries[query]);
        // Lanes that hold an odd query say nothing about the line.
        if (!is_odd(odd)) send(&now, query, lanes[query]);
    }
    uint64_t covered = 0;
    while (now.fork_count + now.table_count) {
        uint8_t round[WORD];
        size_t count = 0;
        for (size_t i = 0; i < now.table_count; i++) {
            const uint8_t query = round[count++] = now.tables[i];
            const lookup_line *child = grid->branches + lookup_table_child(stage->lines[query], stage->pages[query].x);
            __builtin_prefetch(child);
            stage->lines[query] = child;
        }
        for (size_t i = 0; i < now.fork_count; i++) {
            const uint8_t query = round[count++] = now.forks[i];
            const lookup_line *child = grid->branches + fork_child(stage->lines[query], stage->pages[query].x);
            __builtin_prefetch(child);
            stage->lines[query] = child;
        }
        now.fork_count = now.table_count = 0;
        for (size_t i = 0; i < count; i++) {
            const uint8_t query = round[i], held_by = holders(stage->lines[query], stage->pages[query]);
            const bool is_branch = (held_by & LOOKUP_BRANCH_MARK) == LOOKUP_BRANCH_MARK;
            covered |= (uint64_t)((held_by != 0) & !is_branch) << query;
            send(&now, query, held_by);
        }
    }
    return covered;
}

/// From the lanes' bytes of 64 queries to their bits.
AVX2 INLINE uint64_t word(const lookup_grid *grid, const lookup_range *queries, stage *stage, const uint8_t *lanes) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)lanes), high = _mm256_loadu_si256((const __m256i *)(lanes + 32));
    const __m256i mark = _mm256_set1_epi8(LOOKUP_BRANCH_MARK), none = _mm256_setzero_si256();
#define BITS(vector, value) (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(vector, value))
    const uint64_t missed = BITS(low, none) | BITS(high, none) << 32;
    if (!stage) return ~missed;
    const uint64_t branched = BITS(_mm256_and_si256(low, mark), mark) | BITS(_mm256_and_si256(high, mark), mark) << 32;
#undef BITS
    const uint64_t covered = ~missed & ~branched;
    return __builtin_expect(branched != 0, 0) ? covered | descend(grid, queries, stage, lanes, branched) : covered;
}

AVX2 INLINE uint64_t direct_word(const lookup_grid *grid, const lookup_range *queries, oddness *odd) {
    uint8_t lanes[WORD];
    for (int i = 0; i < WORD; i++) {
        pages pages;
        const lookup_line *line = place(grid, &queries[i], &pages);
        lanes[i] = holders(line, pages);
        look_at(odd, &queries[i]);
    }
    return word(grid, queries, NULL, lanes);
}

/// Finds the query's line and asks for it.
INLINE void fetch(const lookup_grid *grid, const lookup_range *query, stage *stage, int i, oddness *odd) {
    const lookup_line *line = place(grid, query, &stage->pages[i]);
    __builtin_prefetch(line);
    stage->lines[i] = line;
    look_at(odd, query);
}

AVX2 static oddness covers_direct(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    oddness odd = {0, 0};
    for (size_t i = 0; i < words; i++) answers[i] = direct_word(grid, queries + WORD * i, &odd);
    return odd;
}

/// Between the answers of two queries the line of one more is asked for: a burst of requests would have to wait for room, and the answers behind it.
AVX2 static oddness covers_staged(const lookup_grid *grid, const lookup_range *queries, size_t words, uint64_t *answers) {
    enum { AHEAD = 2 };
    oddness odd = {0, 0};
    stage stages[AHEAD + 1];
    for (size_t k = 0; k < AHEAD && k < words; k++) {
        for (int i = 0; i < WORD; i++) fetch(grid, queries + WORD * k + i, &stages[k], i, &odd);
    }
    size_t now = 0, later = AHEAD;
    for (size_t k = 0; k < words; k++) {
        uint8_t lanes[WORD];
        const lookup_range *next = queries + WORD * (k + AHEAD < words ? k + AHEAD : k);
        for (int i = 0; i < WORD; i++) {
            lanes[i] = holders(stages[now].lines[i], stages[now].pages[i]);
            fetch(grid, next + i, &stages[later], i, &odd);
        }
        answers[k] = word(grid, queries + WORD * k, &stages[now], lanes);
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
        odd.lengths |= more.lengths;
        odd.starts |= more.starts;
    }
    return is_odd(odd);
}

#else

bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)grid, (void)staged, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
