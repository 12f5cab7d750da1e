#include "CLookupKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define INLINE static inline __attribute__((always_inline))

/// Queries that go down the tree in step.
enum { STEP = 32 };

#define SIGN ((uint64_t)1 << 63)

/// The search key of a start. No range starts at the highest number, so that one may stand for the number below it; unused keys are the highest
/// one, which is then above every wanted key.
INLINE uint64_t wanted_key(uint64_t start) { return (start - (start == UINT64_MAX)) ^ SIGN; }

/// How many of the node's eight keys are at most `key`.
AVX2 INLINE uint32_t rank(const uint64_t *node, uint64_t key) {
    const __m256i *keys = (const __m256i *)node;
    const __m256i wanted = _mm256_set1_epi64x((int64_t)key);
    // Each compare fills a lane with ones or zeros; packing makes lanes of half the width, in another order, which does not matter to a count.
    const __m256i above = _mm256_packs_epi32(_mm256_cmpgt_epi64(keys[0], wanted), _mm256_cmpgt_epi64(keys[1], wanted));
    return 8 - (uint32_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(above)) / 4;
}

/// Whether one of the leaf's four ranges holds the query.
AVX2 INLINE uint64_t holds(const uint64_t *leaf, uint64_t start, uint64_t end) {
    const __m256i *lanes = (const __m256i *)leaf;
    const __m256i missed = _mm256_or_si256(
        _mm256_cmpgt_epi64(lanes[0], _mm256_set1_epi64x((int64_t)start)), _mm256_cmpgt_epi64(_mm256_set1_epi64x((int64_t)end), lanes[1]));
    return _mm256_movemask_pd(_mm256_castsi256_pd(missed)) != 0xf;
}

AVX2 bool lookup_tree_covers_one_avx2(const lookup_tree *tree, uint64_t start, uint64_t end) {
    const uint64_t key = wanted_key(start);
    size_t at = 0;
    for (uint32_t level = 0; level < tree->level_count; level++) {
        at = 9 * at + rank(tree->nodes + 8 * (tree->levels[level] + at), key);
    }
    return holds(tree->leaves + 8 * at, key, end ^ SIGN);
}

AVX2 INLINE uint64_t covers_step(const lookup_tree *tree, const lookup_range *queries) {
    uint32_t at[STEP] = {0};
    uint64_t keys[STEP];
    for (int i = 0; i < STEP; i++) keys[i] = wanted_key(queries[i].start);
    for (uint32_t level = 0; level < tree->level_count; level++) {
        const uint64_t *nodes = tree->nodes + (size_t)8 * tree->levels[level];
        const uint64_t *next = level + 1 < tree->level_count ? tree->nodes + (size_t)8 * tree->levels[level + 1] : tree->leaves;
        for (int i = 0; i < STEP; i++) {
            at[i] = 9 * at[i] + rank(nodes + (size_t)8 * at[i], keys[i]);
            __builtin_prefetch(next + (size_t)8 * at[i]);
        }
    }
    uint64_t covered = 0;
    for (int i = 0; i < STEP; i++) {
        covered |= holds(tree->leaves + (size_t)8 * at[i], keys[i], queries[i].end ^ SIGN) << i;
    }
    return covered;
}

AVX2 void lookup_tree_covers_avx2(const lookup_tree *tree, const lookup_range *queries, size_t count, uint64_t *answers) {
    const size_t words = count / 64, rest = count % 64;
    for (size_t i = 0; i < words; i++) {
        answers[i] = covers_step(tree, queries + 64 * i) | covers_step(tree, queries + 64 * i + STEP) << STEP;
    }
    if (rest) {
        lookup_range last[64];
        for (size_t i = 0; i < 64; i++) last[i] = queries[64 * words + (i < rest ? i : 0)];
        answers[words] = (covers_step(tree, last) | covers_step(tree, last + STEP) << STEP) & (((uint64_t)1 << rest) - 1);
    }
}

#else

bool lookup_tree_covers_one_avx2(const lookup_tree *tree, uint64_t start, uint64_t end) {
    (void)tree, (void)start, (void)end;
    __builtin_trap();
}

void lookup_tree_covers_avx2(const lookup_tree *tree, const lookup_range *queries, size_t count, uint64_t *answers) {
    (void)tree, (void)queries, (void)count, (void)answers;
    __builtin_trap();
}

#endif
