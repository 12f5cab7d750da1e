/*
 * Builds the TDMRs of the machines that standard input describes, one a line,
 * and prints what came out, one a line. The page allocator's answers are part
 * of the description. Compiled by KernelSizedSanitizerTests.
 */
#include "CKernelTDMR.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t number(void)
{
	uint64_t value;

	if (scanf("%" SCNu64, &value) != 1)
		exit(3);
	return value;
}

struct answers {
	uint64_t count, next;
	uint64_t *values;	/* pages, node, frame */
};

static uint64_t replay(void *context, uint64_t pages, uint32_t node)
{
	struct answers *a = context;
	uint64_t *v;

	if (a->next >= a->count)
		exit(4);
	v = &a->values[3 * a->next++];
	if (v[0] != pages || v[1] != node)
		exit(5);
	return v[2];
}

/* Of exactly the size needed, so that the sanitizer sees each step beyond. */
static void *array(uint64_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		exit(6);
	return p;
}

int main(void)
{
	for (uint64_t left = number(); left; left--) {
		struct ktdmr_machine m = { 0 };
		struct answers a = { 0 };
		struct ktdmr_list *list = array(1, sizeof(*list));
		struct ktdmr_region *regions;
		struct ktdmr_range *cmrs;
		enum ktdmr_status status;

		m.nr_regions = number();
		m.regions = regions = array(m.nr_regions, sizeof(*regions));
		for (uint64_t i = 0; i < m.nr_regions; i++) {
			regions[i].pages.start = number();
			regions[i].pages.end = number();
			regions[i].node = (uint32_t)number();
		}
		m.nr_cmrs = number();
		m.cmrs = cmrs = array(m.nr_cmrs, sizeof(*cmrs));
		for (uint64_t i = 0; i < m.nr_cmrs; i++) {
			cmrs[i].start = number();
			cmrs[i].end = number();
		}
		m.max_tdmrs = (uint32_t)number();
		m.max_areas = (uint32_t)number();
		for (int i = 0; i < 3; i++)
			m.table_bytes[i] = number();
		m.granule_weight = number();
		m.nr_cpus = number();
		a.count = number();
		a.values = array(3 * a.count, sizeof(*a.values));
		for (uint64_t i = 0; i < 3 * a.count; i++)
			a.values[i] = number();
		m.allocate = replay;
		m.context = &a;

		status = ktdmr_build(&m, list);
		printf("%d", status);
		for (uint32_t i = 0; status == KTDMR_OK && i < list->count; i++) {
			const struct ktdmr *t = &list->tdmrs[i];

			printf(" %" PRIu64 "-%" PRIu64 " node %u at %" PRIu64 " spare %" PRIu64,
			       t->start, t->end, t->node, t->tables, t->spare);
			for (uint32_t j = 0; j < t->nr_areas; j++)
				printf(" %" PRIu64 "..%" PRIu64, t->areas[j].start,
				       t->areas[j].end);
		}
		printf("\n");
		free(a.values);
		free(regions);
		free(cmrs);
		free(list);
	}
	return 0;
}
