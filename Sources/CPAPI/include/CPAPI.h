// libpapi, loaded at run time, and perf_event_open: interfaces that Swift cannot call because they are macros or a variadic system call.
//
// Nothing here needs libpapi to build or to start. All functions are for one thread at a time.
#ifndef CPAPI_H
#define CPAPI_H

#include <stdbool.h>
#include <stdint.h>

// ---- libpapi ----

/// Loads and initialises libpapi once; later calls return the first answer. True when it can be used.
bool cpapi_load(void);
/// Why cpapi_load() failed, or why the loaded library has no events; empty when there is no reason.
const char *_Nonnull cpapi_reason(void);
/// Version as the library reported it, major << 24 | minor << 16; 0 when not loaded.
int cpapi_version(void);
/// Whether libpapi knows the name on this CPU (it may still be impossible to add). A PAPI code: 0 is OK.
int cpapi_resolve(const char *_Nonnull name);
/// Makes an empty event set in *set. A PAPI code.
int cpapi_create(int *_Nonnull set);
int cpapi_add(int set, const char *_Nonnull name);
int cpapi_start(int set);
/// Stops and stores one value per added event.
int cpapi_stop(int set, long long *_Nonnull values);
void cpapi_destroy(int set);
/// PAPI's own text for a code.
const char *_Nonnull cpapi_error_text(int code);

// ---- perf_event_open ----

/// Opens one event of this thread on any CPU, user mode only unless `kernel`. `group` is the leader's descriptor or -1. Returns a descriptor or -errno.
int cperf_open(uint32_t type, uint64_t config, int group, bool kernel);
/// Resets and starts a group by its leader. 0 or -errno.
int cperf_start(int leader);
/// Stops a group. 0 or -errno.
int cperf_stop(int leader);
/// Reads a group of `count` events (at most 8) in the order opened, with the nanoseconds it was enabled and really counting. 0 or -errno.
int cperf_read(int leader, int count, uint64_t *_Nonnull values, uint64_t *_Nonnull enabled, uint64_t *_Nonnull running);
void cperf_close(int descriptor);

/// perf's constants, which are enums of the headers on Linux only.
enum {
    CPERF_TYPE_HARDWARE = 0,
    CPERF_TYPE_SOFTWARE = 1,
    CPERF_TYPE_CACHE = 3,
};

// ---- getrusage(RUSAGE_THREAD) ----

/// Minor and major page faults and context switches (voluntary and not) of this thread so far. False where the system does not provide it.
bool cusage_thread(uint64_t *_Nonnull minor_faults, uint64_t *_Nonnull major_faults, uint64_t *_Nonnull voluntary, uint64_t *_Nonnull involuntary);

#endif
