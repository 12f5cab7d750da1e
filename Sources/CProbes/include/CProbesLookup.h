#ifndef CPROBES_LOOKUP_H
#define CPROBES_LOOKUP_H

// Kernels of the range lookup family: what has to compare many numbers in one instruction. Each has a twin in Swift that it is tested against.
// The inline ones use what every x86-64 processor has (SSE2) or plain C; the others need AVX2, which the caller has to ask for first.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Whether the processor and the operating system offer AVX2 and POPCNT. False under an emulator that hides them.
bool lookup_has_avx2(void);

/// Tells the operating system that the memory may be backed by huge pages (Linux: madvise). Changes nothing where there are none.
void lookup_advise_huge_pages(void *address, size_t length);

/// A query, or a range of a list: page frames [start, end).
typedef struct lookup_range {
    uint64_t start;
    uint64_t end;
} lookup_range;

/// One cache line of up to eight disjoint ranges, in pages from the line's own base, all from 0 to 2^31 - 1.
/// An unused lane starts at 2^31 - 1, where no query does. If lanes 0 and 1 both hold everything the line is a branch: it leads to lines further on.
/// Lines lie at multiples of 64 bytes, which Swift could not import if the type said so.
typedef struct lookup_line {
    int32_t starts[8];
    int32_t ends[8];
} lookup_line;

/// Compares [x, y), x below 2^30, with all lanes: bit l of the answer is clear where lane l or lane l + 4 holds it. So 15 says that no lane does, and an
/// answer with bits 0 and 1 clear that the line is a branch.
static inline uint32_t lookup_line_misses(const lookup_line *line, int32_t x, int32_t y) {
#if defined(__SSE2__)
    const __m128i *lanes = (const __m128i *)line;
    const __m128i first = _mm_set1_epi32(x), last = _mm_set1_epi32(y);
    const __m128i low = _mm_or_si128(_mm_cmpgt_epi32(lanes[0], first), _mm_cmpgt_epi32(last, lanes[2]));
    const __m128i high = _mm_or_si128(_mm_cmpgt_epi32(lanes[1], first), _mm_cmpgt_epi32(last, lanes[3]));
    return (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_and_si128(low, high)));
#else
    uint32_t misses = 0;
    for (int lane = 0; lane < 4; lane++) {
        const uint32_t low = (line->starts[lane] > x) | (y > line->ends[lane]);
        const uint32_t high = (line->starts[lane + 4] > x) | (y > line->ends[lane + 4]);
        misses |= (low & high) << lane;
    }
    return misses;
#endif
}

/// The number of the line's sixteen words that are at most `x`.
static inline uint32_t lookup_line_rank(const lookup_line *line, int32_t x) {
#if defined(__SSE2__)
    const __m128i *words = (const __m128i *)line;
    const __m128i first = _mm_set1_epi32(x);
    // A word above x compares as -1, so the sums are the numbers of words above.
    __m128i above = _mm_add_epi32(
        _mm_add_epi32(_mm_cmpgt_epi32(words[0], first), _mm_cmpgt_epi32(words[1], first)),
        _mm_add_epi32(_mm_cmpgt_epi32(words[2], first), _mm_cmpgt_epi32(words[3], first)));
    above = _mm_add_epi32(above, _mm_shuffle_epi32(above, 0x4e));
    above = _mm_add_epi32(above, _mm_shuffle_epi32(above, 0xb1));
    return (uint32_t)(16 + _mm_cvtsi128_si32(above));
#else
    uint32_t rank = 0;
    for (int word = 0; word < 8; word++) rank += (line->starts[word] <= x) + (line->ends[word] <= x);
    return rank;
#endif
}

/// A table of lines of equal width in pages, the cells, and the lines that the branches among them lead to.
typedef struct lookup_grid {
    const lookup_line *cells;
    const lookup_line *branches;
    /// The first page of the first cell.
    uint64_t base;
    /// Pages from the base to the end of the list. The cell that this distance falls into is empty.
    uint64_t span;
    /// 2^64 / pages_per_cell, rounded down.
    uint64_t cells_per_page;
    uint64_t pages_per_cell;
} lookup_grid;

/// The longest query that a grid's lines can hold, in pages: 4 TiB.
#define LOOKUP_GRID_LONGEST 0x40000000ull
/// The bit of a branch's last word that keeps it above every x; the bits below it say where the first line is that the branch leads to.
#define LOOKUP_BRANCH_FLAG 0x40000000

/// Answers `count` queries into whole words of `answers`. Returns true if one of them is empty, reversed or longer than LOOKUP_GRID_LONGEST: its answer
/// means nothing and has to be found in another way.
///
/// `staged` is for tables that are larger than the cache: the cells of 64 queries are fetched while the 64 before them are answered.
bool lookup_grid_covers_avx2(const lookup_grid *grid, bool staged, const lookup_range *queries, size_t count, uint64_t *answers);

/// The same for a list of at most 16 ranges in two lines that stay in registers. `base` and `span` are as in a grid.
bool lookup_few_covers_avx2(
    const lookup_line *lines, uint64_t base, uint64_t span, const lookup_range *queries, size_t count, uint64_t *answers);

/// A search tree over cache lines of eight keys. Keys are frame numbers with the highest bit flipped, so that they compare as signed numbers.
typedef struct lookup_tree {
    /// The inner levels from the root down, each level's nodes side by side; node k of a level leads to nodes 9k .. 9k + 8 of the next.
    const uint64_t *nodes;
    /// Four starts, then four ends.
    const uint64_t *leaves;
    /// Where each inner level begins, in nodes. Level 0 is the root.
    const uint32_t *levels;
    uint32_t level_count;
} lookup_tree;

/// Answers one query, whatever it is.
bool lookup_tree_covers_one_avx2(const lookup_tree *tree, uint64_t start, uint64_t end);

/// Answers `count` queries into whole words of `answers`; 32 of them go down the tree in step.
void lookup_tree_covers_avx2(const lookup_tree *tree, const lookup_range *queries, size_t count, uint64_t *answers);

#endif
