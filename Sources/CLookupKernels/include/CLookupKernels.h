#ifndef CLOOKUP_KERNELS_H
#define CLOOKUP_KERNELS_H

// Kernels of the range lookup family, which compare many numbers in one instruction. Each has an equivalent in Swift that it is tested against.
// The inline ones use what every x86-64 processor has (SSE2) or plain C; the others need AVX2, which the caller must test for first.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "CLookupHints.h"
#include "CLookupThreads.h"

/// Whether the processor and the operating system offer AVX2 and POPCNT. False under an emulator that hides them.
bool lookup_has_avx2(void);

/// Whether they offer, besides, AVX-512 with compares of bytes and words (F, BW and DQ).
bool lookup_has_avx512(void);

/// New memory for a large table, at a multiple of 2 MiB and backed by huge pages where the system grants them (Linux: madvise); NULL where there is none.
///
/// Not from the allocator: memory that it reuses has small pages already, and which table gets such memory is unpredictable.
void *lookup_map(size_t length);

/// Frees memory that `lookup_map` made with the same length.
void lookup_unmap(void *address, size_t length);

/// A query, or a range of a list: page frames [start, end).
typedef struct lookup_range {
    uint64_t start;
    uint64_t end;
} lookup_range;

#define LOOKUP_BRANCH_MARK 3u
#define LOOKUP_TABLE_MARK 7u

/// One cache line of up to eight disjoint ranges. All numbers are page numbers modulo 2^32 and compare by their distance, which is below 2^31 among the pages
/// that meet in a line. So neither a line nor a query needs to know where the line begins.
///
/// An unused lane starts above all queries of its line. A branch, which leads to lines further on, is known by its first lanes: two of them hold everything in
/// a fork, three in a table.
/// Lines lie at multiples of 64 bytes, which Swift could not import if the type said so.
typedef struct lookup_line {
    uint32_t starts[8];
    /// One above the ends.
    uint32_t ends[8];
} lookup_line;

/// Compares [x, y) with all lanes: bit l of the answer is set where lane l or lane l + 4 holds it. Ranges are disjoint, so at most one
/// bit is set in a leaf; a branch has those of LOOKUP_BRANCH_MARK.
static inline uint32_t lookup_line_holders(const lookup_line *line, uint32_t x, uint32_t y) {
#if defined(__SSE2__)
    const __m128i *lanes = (const __m128i *)line;
    const __m128i first = _mm_set1_epi32((int32_t)x), last = _mm_set1_epi32((int32_t)y);
    // The highest bits: not (x - start < 0) and y - (end + 1) < 0.
    const __m128i low = _mm_andnot_si128(_mm_sub_epi32(first, lanes[0]), _mm_sub_epi32(last, lanes[2]));
    const __m128i high = _mm_andnot_si128(_mm_sub_epi32(first, lanes[1]), _mm_sub_epi32(last, lanes[3]));
    return (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_or_si128(low, high)));
#else
    uint32_t holders = 0;
    for (int lane = 0; lane < 8; lane++) {
        const uint32_t holds = ~(x - line->starts[lane]) & (y - line->ends[lane]);
        holders |= (holds >> 31) << (lane & 3);
    }
    return holders;
#endif
}

/// A branch leads to lines side by side, of which the last word names the first. A fork has up to eleven pivots, words 10 to 14 and then 2 to 7:
/// child k is for pages from pivot k - 1 on. A table leads to cells of equal width:
enum {
    /// where the first one begins,
    LOOKUP_TABLE_BASE = 4,
    /// how far the last page is from there,
    LOOKUP_TABLE_SPAN = 5,
    /// and 2^32 / the width of a cell, rounded down.
    LOOKUP_TABLE_CELLS_PER_PAGE = 6,
};

/// The child of a table that answers for x. Pages below and above the table map to its last cell, where no range holds them.
static inline uint32_t lookup_table_child(const lookup_line *table, uint32_t x) {
    const uint32_t offset = x - table->starts[LOOKUP_TABLE_BASE], span = table->starts[LOOKUP_TABLE_SPAN];
    return table->ends[7] + (uint32_t)((uint64_t)(offset < span ? offset : span) * table->starts[LOOKUP_TABLE_CELLS_PER_PAGE] >> 32);
}

/// The child of a fork that x belongs to, from which of the words are above x.
static inline uint32_t lookup_fork_child_above(const lookup_line *fork, uint32_t words_above) {
    // Words 0 and 1 are never above x and words 8 and 9 always; the last word is not a pivot.
    return fork->ends[7] + (13 - (uint32_t)__builtin_popcount(words_above & 0x7fff));
}

/// The child of a fork that x belongs to.
static inline uint32_t lookup_fork_child(const lookup_line *fork, uint32_t x) {
    uint32_t above = 0;
#if defined(__SSE2__)
    const __m128i *words = (const __m128i *)fork;
    const __m128i first = _mm_set1_epi32((int32_t)x);
    for (int i = 0; i < 4; i++) above |= (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_sub_epi32(first, words[i]))) << (4 * i);
#else
    for (int i = 0; i < 8; i++) above |= (x - fork->starts[i]) >> 31 << i | (x - fork->ends[i]) >> 31 << (8 + i);
#endif
    return lookup_fork_child_above(fork, above);
}

/// A table of lines of equal width in pages, the cells, and the lines that the branches among them lead to.
typedef struct lookup_grid {
    const lookup_line *cells;
    const lookup_line *branches;
    /// The first page of the first cell. Lines count pages from here.
    uint64_t base;
    /// Pages from the base to the end of the list. No range holds a query at this distance.
    uint64_t span;
    /// A step is 2^shift pages, so that the span in steps has at most 32 bits; and 2^32 / the width of a cell in steps, rounded down.
    uint32_t shift;
    uint32_t cells_per_step;
} lookup_grid;

/// How a grid answers a batch.
typedef enum lookup_way {
    /// For grids without branches in the second-level cache.
    LOOKUP_DIRECT,
    /// For the others: the cells of 64 queries are fetched while those 128 before them are answered.
    LOOKUP_STAGED,
    /// For all grids in the second-level cache, with AVX-512.
    LOOKUP_WIDE,
} lookup_way;

/// The longest query that a line can be asked for, in pages: 4 TiB.
#define LOOKUP_LONGEST 0x40000000ull

/// Answers `count` queries into whole words of `answers`. Returns true if one of them is empty, reversed or longer than LOOKUP_LONGEST, or starts
/// so high that its end may have wrapped: its answer is invalid and must be found in another way.
///
/// Needs AVX2, and `LOOKUP_WIDE` AVX-512.
bool lookup_grid_covers(const lookup_grid *grid, lookup_way way, const lookup_range *queries, size_t count, uint64_t *answers);

/// The most ranges of a list of few.
#define LOOKUP_FEW 16

/// A list of few ranges as distances from its first page, all below LOOKUP_LONGEST.
typedef struct lookup_few {
    /// The leaves that a single query is compared with.
    lookup_line leaves[2];
    /// A search tree: what the starts of ranges 8, of 4 and 12, of 2, 6, ... and of all odd ranges are above, each where the steps before lead to.
    int32_t middle;
    int32_t quarters[8], eighths[8], sixteenths[8];
    /// The ends of the even and of the odd ranges.
    int32_t even_ends[8], odd_ends[8];
} lookup_few;

/// Compares [x, y) with all ranges: not zero where one of them holds it.
static inline uint32_t lookup_few_holders(const lookup_few *few, uint32_t x, uint32_t y) {
    return lookup_line_holders(&few->leaves[0], x, y) | lookup_line_holders(&few->leaves[1], x, y);
}

/// Makes the tree of the `count` ranges in two leaves.
void lookup_few_fill(lookup_few *few, const lookup_line *leaves, size_t count);

/// Answers `count` queries over the list that starts at `base` into whole words of `answers`. Returns true if one of them is reversed, or starts so high that its
/// end may have wrapped: its answer is invalid and must be found in another way.
bool lookup_few_covers_avx2(const lookup_few *few, uint64_t base, const lookup_range *queries, size_t count, uint64_t *answers);

/// Pages of a section, 128 MiB; the longest run of sections that a table can hold; and the first page that is too high for the kernel.
#define LOOKUP_SECTION_SHIFT 15
#define LOOKUP_SECTION (1ull << LOOKUP_SECTION_SHIFT)
#define LOOKUP_MOST_SECTIONS 128
#define LOOKUP_SECTIONS_END (1ull << 47)

/// A byte a section: how many sections from it on lie in one range, at most LOOKUP_MOST_SECTIONS.
typedef struct lookup_sections {
    /// Of `count` sections and a byte of zero.
    const uint8_t *runs;
    /// The number of the first section, and how many there are. None of a list below 2^52 reaches LOOKUP_SECTIONS_END.
    uint32_t base;
    uint32_t count;
} lookup_sections;

/// Answers queries of 1 to LOOKUP_MOST_SECTIONS whole sections each, below LOOKUP_SECTIONS_END, into whole words of `answers`. Stops before the first word with
/// any other query. Returns the number of words answered.
size_t lookup_sections_covers_avx2(const lookup_sections *table, const lookup_range *queries, size_t count, uint64_t *answers);

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
