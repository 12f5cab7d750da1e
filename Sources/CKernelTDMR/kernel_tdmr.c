#include "CKernelTDMR.h"

#include <stdbool.h>
#include <stddef.h>

#define PAGES_PER_GRANULE ((uint64_t)1 << 18)
#define PAGE_BYTES ((uint64_t)4096)

struct builder {
	const struct ktdmr_machine *m;
	struct ktdmr_list *list;
	uint64_t cmr;		/* CMRs below the sweep */
	uint32_t max_tdmrs;
	uint32_t max_areas;
};

static uint64_t min64(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t max64(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static struct ktdmr_range pages_of(const struct ktdmr *t)
{
	struct ktdmr_range r = { t->start * PAGES_PER_GRANULE,
				 t->end * PAGES_PER_GRANULE };

	return r;
}

static struct ktdmr_range clip(struct ktdmr_range a, struct ktdmr_range b)
{
	struct ktdmr_range r = { max64(a.start, b.start), min64(a.end, b.end) };

	if (r.end < r.start)
		r.end = r.start;
	return r;
}

static void copy(struct ktdmr *to, const struct ktdmr *from)
{
	to->start = from->start;
	to->end = from->end;
	to->node = from->node;
	to->nr_areas = from->nr_areas;
	for (uint32_t i = 0; i < from->nr_areas; i++) {
		to->areas[i].start = from->areas[i].start;
		to->areas[i].end = from->areas[i].end;
	}
	to->tables = from->tables;
	to->spare = from->spare;
	to->placed = from->placed;
}

static void init(struct ktdmr *t, uint64_t start, uint64_t end, uint32_t node)
{
	t->start = start;
	t->end = end;
	t->node = node;
	t->nr_areas = 0;
	t->tables = KTDMR_NO_FRAME;
	t->spare = 0;
	t->placed = 0;
}

static void insert(struct ktdmr_list *list, uint32_t at, const struct ktdmr *t)
{
	for (uint32_t i = list->count; i > at; i--)
		copy(&list->tdmrs[i], &list->tdmrs[i - 1]);
	copy(&list->tdmrs[at], t);
	list->count++;
}

static void remove_at(struct ktdmr_list *list, uint32_t at)
{
	list->count--;
	for (uint32_t i = at; i < list->count; i++)
		copy(&list->tdmrs[i], &list->tdmrs[i + 1]);
}

/* Adds the part of `range` in the TDMR to its areas; merges what touches. */
static enum ktdmr_status reserve(const struct builder *b,
				 struct ktdmr_range range, struct ktdmr *t)
{
	struct ktdmr_range area = clip(range, pages_of(t));
	uint32_t at = 0, taken;

	if (area.start == area.end)
		return KTDMR_OK;
	while (at < t->nr_areas && t->areas[at].end < area.start)
		at++;
	taken = at;
	while (taken < t->nr_areas && t->areas[taken].start <= area.end) {
		area.start = min64(area.start, t->areas[taken].start);
		area.end = max64(area.end, t->areas[taken].end);
		taken++;
	}
	if (t->nr_areas - (taken - at) >= b->max_areas)
		return KTDMR_AREAS_EXHAUSTED;
	if (taken == at) {
		for (uint32_t i = t->nr_areas; i > at; i--)
			t->areas[i] = t->areas[i - 1];
		t->nr_areas++;
	} else {
		uint32_t gone = taken - at - 1;

		for (uint32_t i = at + 1; i + gone < t->nr_areas; i++)
			t->areas[i] = t->areas[i + gone];
		t->nr_areas -= gone;
	}
	t->areas[at] = area;
	return KTDMR_OK;
}

static uint64_t weight(const struct builder *b, const struct ktdmr *t)
{
	return (t->end - t->start) * (b->m->granule_weight + t->nr_areas);
}

/* Areas of two neighbours joined; a gap between them is an area, too. */
static uint32_t joint_areas(const struct builder *b, uint32_t index)
{
	const struct ktdmr *low = &b->list->tdmrs[index], *high = low + 1;
	bool ends = low->nr_areas &&
		    low->areas[low->nr_areas - 1].end == pages_of(low).end;
	bool begins = high->nr_areas &&
		      high->areas[0].start == pages_of(high).start;
	uint32_t count = low->nr_areas + high->nr_areas;

	if (low->end == high->start)
		return count - (ends && begins);
	return count + 1 - ends - begins;
}

static uint64_t joint_weight(const struct builder *b, uint32_t index)
{
	const struct ktdmr *low = &b->list->tdmrs[index], *high = low + 1;

	return (high->end - low->start) *
	       (b->m->granule_weight + joint_areas(b, index));
}

static enum ktdmr_status join(const struct builder *b, uint32_t index)
{
	struct ktdmr *low = &b->list->tdmrs[index];
	const struct ktdmr *high = low + 1;
	struct ktdmr_range gap = { pages_of(low).end, pages_of(high).start };
	enum ktdmr_status status;

	if (high->end - high->start > low->end - low->start)
		low->node = high->node;
	low->end = high->end;
	status = reserve(b, gap, low);
	for (uint32_t i = 0; !status && i < high->nr_areas; i++)
		status = reserve(b, high->areas[i], low);
	if (!status)
		remove_at(b->list, index + 1);
	return status;
}

/* ---- The pass ---- */

static struct ktdmr_range hole_in(struct builder *b, struct ktdmr_range gap)
{
	const struct ktdmr_machine *m = b->m;
	struct ktdmr_range hole = { 0, 0 };
	uint64_t page = gap.start, next;

	while (b->cmr < m->nr_cmrs && m->cmrs[b->cmr].end <= gap.start)
		b->cmr++;
	next = b->cmr;
	while (page < gap.end) {
		if (next < m->nr_cmrs && m->cmrs[next].start <= page) {
			page = max64(page, m->cmrs[next].end);
			next++;
			continue;
		}
		if (hole.start == hole.end)
			hole.start = page;
		page = next < m->nr_cmrs ? min64(gap.end, m->cmrs[next].start)
					 : gap.end;
		hole.end = page;
	}
	return hole;
}

static bool is_convertible(const struct builder *b, struct ktdmr_range region)
{
	const struct ktdmr_machine *m = b->m;
	uint64_t page = region.start, next = b->cmr;

	while (page < region.end) {
		while (next < m->nr_cmrs && m->cmrs[next].end <= page)
			next++;
		if (next >= m->nr_cmrs || m->cmrs[next].start > page)
			return false;
		page = m->cmrs[next].end;
	}
	return true;
}

static enum ktdmr_status append(const struct builder *b, const struct ktdmr *t)
{
	struct ktdmr_list *list = b->list;
	uint32_t best = KTDMR_MAX + 1;
	uint64_t least = 0;

	if (list->count) {
		struct ktdmr *last = &list->tdmrs[list->count - 1];

		if (last->end == t->start && last->node == t->node &&
		    !last->nr_areas && !t->nr_areas) {
			last->end = t->end;
			return KTDMR_OK;
		}
	}
	insert(list, list->count, t);
	if (list->count <= b->max_tdmrs)
		return KTDMR_OK;
	for (uint32_t i = 0; i + 1 < list->count; i++) {
		uint64_t penalty;

		/* An area is left for tables. */
		if (joint_areas(b, i) >= b->max_areas)
			continue;
		penalty = joint_weight(b, i) - weight(b, &list->tdmrs[i]) -
			  weight(b, &list->tdmrs[i + 1]);
		if (best > KTDMR_MAX || penalty < least) {
			best = i;
			least = penalty;
		}
	}
	return best > KTDMR_MAX ? KTDMR_TDMRS_EXHAUSTED : join(b, best);
}

static enum ktdmr_status take_region(struct builder *b, struct ktdmr *open,
				     bool *has_open, uint64_t *previous_end,
				     const struct ktdmr_region *r)
{
	uint64_t first = r->pages.start / PAGES_PER_GRANULE;
	uint64_t last = (r->pages.end - 1) / PAGES_PER_GRANULE;
	struct ktdmr_range gap = { *has_open ? *previous_end
					     : first * PAGES_PER_GRANULE,
				   r->pages.start };
	struct ktdmr_range hole = hole_in(b, gap);
	enum ktdmr_status status = KTDMR_OK;

	if (!is_convertible(b, r->pages))
		return KTDMR_NOT_CONVERTIBLE;
	if (!*has_open || first >= open->end) {
		if (*has_open) {
			status = reserve(b, hole, open);
			if (!status)
				status = append(b, open);
			if (status)
				return status;
		}
		init(open, first, first + 1, r->node);
		*has_open = true;
	}
	status = reserve(b, hole, open);
	if (!status && last > first) {
		status = append(b, open);
		if (!status && last > first + 1) {
			init(open, first + 1, last, r->node);
			status = append(b, open);
		}
		init(open, last, last + 1, r->node);
	}
	*previous_end = r->pages.end;
	return status;
}

static enum ktdmr_status sweep(struct builder *b)
{
	struct ktdmr open;
	bool has_open = false;
	uint64_t previous_end = 0;
	enum ktdmr_status status = KTDMR_OK;
	struct ktdmr_range gap;

	for (uint64_t i = 0; i < b->m->nr_regions; i++) {
		status = take_region(b, &open, &has_open, &previous_end,
				     &b->m->regions[i]);
		if (status)
			return status;
	}
	if (!has_open)
		return KTDMR_NO_MEMORY;
	gap.start = previous_end;
	gap.end = open.end * PAGES_PER_GRANULE;
	status = reserve(b, hole_in(b, gap), &open);
	return status ? status : append(b, &open);
}

/* ---- Tables ---- */

static uint64_t table_pages(const struct builder *b, unsigned int level,
			    uint64_t granules)
{
	return (granules * b->m->table_bytes[level] + PAGE_BYTES - 1) /
	       PAGE_BYTES;
}

static uint64_t pages_of_tables(const struct builder *b, uint64_t granules)
{
	return table_pages(b, 0, granules) + table_pages(b, 1, granules) +
	       table_pages(b, 2, granules);
}

/* Upper bound on a node's tables, for every way to cut its granules. */
static uint64_t pages_of_run(const struct builder *b, uint32_t node)
{
	uint64_t granules = 0, pages;

	for (uint32_t i = 0; i < b->list->count; i++) {
		const struct ktdmr *t = &b->list->tdmrs[i];

		if (t->node == node)
			granules += t->end - t->start;
	}
	pages = pages_of_tables(b, granules);
	for (unsigned int level = 0; level < 3; level++)
		if (b->m->table_bytes[level] % PAGE_BYTES)
			pages += b->max_tdmrs;
	return pages;
}

static void divide(const struct builder *b, uint32_t index, uint64_t granule)
{
	struct ktdmr *low = &b->list->tdmrs[index], *high = low + 1;
	struct ktdmr *both[2] = { low, high };

	insert(b->list, index, low);
	low->end = granule;
	high->start = granule;
	for (unsigned int half = 0; half < 2; half++) {
		struct ktdmr *t = both[half];
		uint32_t kept = 0;

		for (uint32_t i = 0; i < t->nr_areas; i++) {
			struct ktdmr_range part = clip(t->areas[i], pages_of(t));

			if (part.start < part.end)
				t->areas[kept++] = part;
		}
		t->nr_areas = kept;
	}
}

static void divide_at(const struct builder *b, uint64_t granule)
{
	for (uint32_t i = 0; i < b->list->count; i++) {
		const struct ktdmr *t = &b->list->tdmrs[i];

		if (b->list->count < b->max_tdmrs && t->start < granule &&
		    granule < t->end) {
			divide(b, i, granule);
			return;
		}
	}
}

static enum ktdmr_status reserve_run(const struct builder *b,
				     struct ktdmr_range run)
{
	enum ktdmr_status status = KTDMR_OK;

	for (uint32_t i = 0; !status && i < b->list->count; i++)
		status = reserve(b, run, &b->list->tdmrs[i]);
	return status;
}

static bool is_first_of_node(const struct builder *b, uint32_t index)
{
	for (uint32_t i = 0; i < index; i++)
		if (b->list->tdmrs[i].node == b->list->tdmrs[index].node)
			return false;
	return true;
}

static enum ktdmr_status allocate_by_node(const struct builder *b)
{
	struct ktdmr_list *list = b->list;

	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t node = list->tdmrs[i].node;
		uint64_t start = list->tdmrs[i].start;
		struct ktdmr_range run;
		uint64_t pages;
		enum ktdmr_status status;

		if (!is_first_of_node(b, i))
			continue;
		pages = pages_of_run(b, node);
		if (!pages)
			continue;
		run.start = b->m->allocate(b->m->context, pages, node);
		if (run.start == KTDMR_NO_FRAME)
			continue;
		run.end = run.start + pages;
		for (uint32_t j = 0; j < list->count; j++)
			if (list->tdmrs[j].node == node)
				list->tdmrs[j].tables = run.start;
		divide_at(b, run.start / PAGES_PER_GRANULE);
		divide_at(b, (run.end + PAGES_PER_GRANULE - 1) / PAGES_PER_GRANULE);
		status = reserve_run(b, run);
		if (status)
			return status;
		while (list->tdmrs[i].start < start)
			i++;
	}
	return KTDMR_OK;
}

/* Frees unused pages at a run's end; returns how many cannot be freed. */
static uint64_t give_back(const struct builder *b, struct ktdmr_range rest)
{
	while (rest.start < rest.end) {
		struct ktdmr_range *area = NULL;
		struct ktdmr *owner = NULL;

		for (uint32_t i = 0; i < b->list->count && !owner; i++) {
			struct ktdmr *t = &b->list->tdmrs[i];

			if (pages_of(t).start < rest.end &&
			    rest.end <= pages_of(t).end)
				owner = t;
		}
		for (uint32_t i = 0; owner && i < owner->nr_areas && !area; i++)
			if (owner->areas[i].end == rest.end)
				area = &owner->areas[i];
		if (!area)
			break;
		rest.end = max64(rest.start, area->start);
		area->end = rest.end;
		if (area->start == area->end) {
			uint32_t at = (uint32_t)(area - owner->areas);

			owner->nr_areas--;
			for (uint32_t i = at; i < owner->nr_areas; i++)
				owner->areas[i] = owner->areas[i + 1];
		}
	}
	return rest.end - rest.start;
}

static void place_node(const struct builder *b, uint32_t node, uint64_t frame)
{
	struct ktdmr *last = NULL;
	struct ktdmr_range rest = { frame, frame + pages_of_run(b, node) };

	for (uint32_t i = 0; i < b->list->count; i++) {
		struct ktdmr *t = &b->list->tdmrs[i];

		if (t->node != node)
			continue;
		t->tables = rest.start;
		t->placed = 1;
		rest.start += pages_of_tables(b, t->end - t->start);
		last = t;
	}
	if (last)
		last->spare = give_back(b, rest);
}

static enum ktdmr_status place_tables(const struct builder *b)
{
	struct ktdmr_list *list = b->list;

	for (uint32_t i = 0; i < list->count; i++) {
		struct ktdmr *t = &list->tdmrs[i];

		if (!t->placed && t->tables != KTDMR_NO_FRAME)
			place_node(b, t->node, t->tables);
	}
	for (uint32_t i = 0; i < list->count; i++) {
		struct ktdmr *t = &list->tdmrs[i];
		struct ktdmr_range run;
		uint64_t pages;
		enum ktdmr_status status;

		if (t->placed)
			continue;
		pages = pages_of_tables(b, t->end - t->start);
		if (!pages)
			return KTDMR_NO_TABLES;
		run.start = b->m->allocate(b->m->context, pages, t->node);
		if (run.start == KTDMR_NO_FRAME)
			return KTDMR_NO_TABLES;
		run.end = run.start + pages;
		t->tables = run.start;
		t->placed = 1;
		status = reserve_run(b, run);
		if (status)
			return status;
	}
	return KTDMR_OK;
}

/* ---- Parts ---- */

/* Most granules, at least 1, of a part with `areas` that takes <= `longest`. */
static uint64_t most(const struct builder *b, uint64_t longest, uint32_t areas)
{
	return max64(1, longest / (b->m->granule_weight + areas));
}

static uint64_t parts_of(const struct builder *b, const struct ktdmr *t,
			 uint64_t longest)
{
	uint64_t granules = most(b, longest, t->nr_areas);

	return (t->end - t->start + granules - 1) / granules;
}

/* Cuts each stretch into parts whose lengths differ by at most a granule. */
static void cut_evenly(const struct builder *b, uint64_t longest)
{
	for (uint32_t i = b->list->count; i-- > 0;) {
		struct ktdmr *t = &b->list->tdmrs[i];
		uint64_t count = parts_of(b, t, longest);
		uint64_t even = (t->end - t->start) / count;
		uint64_t larger = (t->end - t->start) % count;
		uint64_t end = t->end;

		for (uint64_t part = count; part-- > 1;) {
			end -= even + (part < larger);
			divide(b, i, end);
		}
	}
}

/* Areas of an open part with `areas` joined with the next stretch. */
static uint32_t joined_areas(const struct builder *b, uint32_t areas,
			     uint32_t index)
{
	const struct ktdmr *low = &b->list->tdmrs[index - 1], *high = low + 1;
	bool touch = low->nr_areas && high->nr_areas &&
		     low->areas[low->nr_areas - 1].end == pages_of(low).end &&
		     high->areas[0].start == pages_of(high).start;

	return areas + high->nr_areas - touch;
}

struct part {
	uint64_t granules;
	uint32_t areas;
};

/* Granules of the next stretch that fit; all or none if it has areas. */
static uint64_t room_in(const struct builder *b, const struct part *open,
			uint32_t index, uint64_t longest)
{
	const struct ktdmr *next = &b->list->tdmrs[index];
	uint64_t count = next->end - next->start, fit;
	uint32_t areas;

	if (!next->nr_areas) {
		fit = longest / (b->m->granule_weight + open->areas);
		return fit > open->granules ? min64(count, fit - open->granules)
					    : 0;
	}
	areas = joined_areas(b, open->areas, index);
	if (areas > b->max_areas ||
	    (open->granules + count) * (b->m->granule_weight + areas) > longest)
		return 0;
	return count;
}

/*
 * Fills parts one after the other up to `longest`, across the borders of
 * stretches that touch and are of one node. Returns how many it takes.
 */
static uint64_t fill(const struct builder *b, uint64_t longest, bool perform)
{
	struct ktdmr_list *list = b->list;
	struct part open = { 0, 0 };
	uint64_t count = 0;
	uint32_t i = 0;

	while (i < list->count) {
		struct ktdmr *next = &list->tdmrs[i];
		uint64_t left = next->end - next->start, start = next->start;
		uint32_t areas = next->nr_areas;
		uint64_t granules, whole;

		if (i > 0 && next[-1].end == start && next[-1].node == next->node) {
			uint64_t taken = room_in(b, &open, i, longest);

			if (taken) {
				open.granules += taken;
				if (areas)
					open.areas = joined_areas(b, open.areas, i);
				left -= taken;
				if (perform) {
					if (left)
						divide(b, i, start + taken);
					join(b, i - 1);
				}
				if (!left) {
					i += !perform;
					continue;
				}
			}
		}
		count += open.granules > 0;
		granules = most(b, longest, areas);
		whole = (left - 1) / granules;
		count += whole;
		open.granules = left - whole * granules;
		open.areas = areas;
		for (; perform && whole > 0; whole--, i++)
			divide(b, i, list->tdmrs[i].start + granules);
		i++;
	}
	return count + 1;
}

static void cut(const struct builder *b)
{
	uint64_t total = 0, parts = 0, longest, shares;

	for (uint32_t i = 0; i < b->list->count; i++)
		total += weight(b, &b->list->tdmrs[i]);
	shares = max64(1, min64(b->m->nr_cpus, b->max_tdmrs));
	longest = (total + shares - 1) / shares;
	for (uint32_t i = 0; i < b->list->count; i++)
		parts += parts_of(b, &b->list->tdmrs[i], longest);
	if (parts <= b->max_tdmrs) {
		cut_evenly(b, longest);
		return;
	}
	/* Each round is longer by 1/64. */
	while (fill(b, longest, false) > b->max_tdmrs)
		longest += longest / 64 + 1;
	fill(b, longest, true);
}

enum ktdmr_status ktdmr_build(const struct ktdmr_machine *machine,
			      struct ktdmr_list *list)
{
	struct builder b = {
		.m = machine,
		.list = list,
		.max_tdmrs = (uint32_t)min64(machine->max_tdmrs, KTDMR_MAX),
		.max_areas = (uint32_t)min64(machine->max_areas, KTDMR_MAX_AREAS),
	};
	enum ktdmr_status status;

	list->count = 0;
	status = sweep(&b);
	if (!status)
		status = allocate_by_node(&b);
	if (status)
		return status;
	cut(&b);
	return place_tables(&b);
}
