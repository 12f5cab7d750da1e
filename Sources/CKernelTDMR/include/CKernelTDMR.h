/*
 * TDMR construction that a kernel could carry: one pass over memory and CMRs,
 * no allocation beyond the TDMR array, no search. The same as
 * KernelSizedPlanner.swift; the project's own code, freestanding C11.
 */
#ifndef CKERNELTDMR_H
#define CKERNELTDMR_H

#include <stdint.h>

#define KTDMR_MAX 64
#define KTDMR_MAX_AREAS 16
#define KTDMR_NO_FRAME UINT64_MAX

/* Pages of 4 KiB, end excluded. */
struct ktdmr_range {
	uint64_t start;
	uint64_t end;
};

struct ktdmr_region {
	struct ktdmr_range pages;
	uint32_t node;
};

/* A TDMR; while it is built, a stretch of granules of 1 GiB. */
struct ktdmr {
	uint64_t start;			/* granule */
	uint64_t end;			/* granule, excluded */
	uint32_t node;
	uint32_t nr_areas;
	struct ktdmr_range areas[KTDMR_MAX_AREAS];
	uint64_t tables;		/* page frame: 4K, 2M, 1G table */
	uint64_t spare;			/* pages that the 1G table is larger */
	uint32_t placed;
};

struct ktdmr_machine {
	/* Above 1 MiB, ascending, disjoint, none empty. */
	const struct ktdmr_region *regions;
	uint64_t nr_regions;
	/* Ascending, none empty. */
	const struct ktdmr_range *cmrs;
	uint64_t nr_cmrs;
	uint32_t max_tdmrs;		/* at most KTDMR_MAX count */
	uint32_t max_areas;		/* at most KTDMR_MAX_AREAS count */
	/* Bytes of each table for a granule: 4K, 2M, 1G. */
	uint64_t table_bytes[3];
	/* Cost of a granule in the cost of one area. */
	uint64_t granule_weight;
	uint64_t nr_cpus;
	/* Page frame of a contiguous run, or KTDMR_NO_FRAME. */
	uint64_t (*allocate)(void *context, uint64_t pages, uint32_t node);
	void *context;
};

enum ktdmr_status {
	KTDMR_OK,
	KTDMR_NO_MEMORY,		/* no memory above 1 MiB */
	KTDMR_NOT_CONVERTIBLE,		/* a region is not all in CMRs */
	KTDMR_TDMRS_EXHAUSTED,
	KTDMR_AREAS_EXHAUSTED,
	KTDMR_NO_TABLES,		/* the page allocator has no run */
};

struct ktdmr_list {
	/* Stretches that are not yet joined and parts, while these are filled. */
	struct ktdmr tdmrs[2 * KTDMR_MAX];
	uint32_t count;
};

/* Fills `list`; on failure its content is undefined. */
enum ktdmr_status ktdmr_build(const struct ktdmr_machine *machine,
			      struct ktdmr_list *list);

#endif
