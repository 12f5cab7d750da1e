#include "CProbesValgrind.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>

bool probe_callgrind_is_compiled_in(void) { return true; }
void probe_callgrind_start(void) { CALLGRIND_START_INSTRUMENTATION; }
void probe_callgrind_zero(void) { CALLGRIND_ZERO_STATS; }
void probe_callgrind_dump(const char *name) { CALLGRIND_DUMP_STATS_AT(name); }
void probe_callgrind_stop(void) { CALLGRIND_STOP_INSTRUMENTATION; }
#else
bool probe_callgrind_is_compiled_in(void) { return false; }
void probe_callgrind_start(void) {}
void probe_callgrind_zero(void) {}
void probe_callgrind_dump(const char *name) { (void)name; }
void probe_callgrind_stop(void) {}
#endif
