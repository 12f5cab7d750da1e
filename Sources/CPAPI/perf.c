#define _GNU_SOURCE
#include "CPAPI.h"

#include <errno.h>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_EVENTS = 8 };

_Static_assert(CPERF_TYPE_HARDWARE == PERF_TYPE_HARDWARE && CPERF_TYPE_SOFTWARE == PERF_TYPE_SOFTWARE && CPERF_TYPE_CACHE == PERF_TYPE_HW_CACHE, "perf's types");

int cperf_open(uint32_t type, uint64_t config, int group, bool kernel) {
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = type;
    attributes.config = config;
    attributes.disabled = group == -1;
    attributes.exclude_kernel = !kernel;
    attributes.exclude_hv = 1;
    attributes.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    long descriptor = syscall(SYS_perf_event_open, &attributes, 0, -1, group, PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : (int)descriptor;
}

static int control(int leader, unsigned long request) { return ioctl(leader, request, PERF_IOC_FLAG_GROUP) < 0 ? -errno : 0; }

int cperf_start(int leader) {
    int failed = control(leader, PERF_EVENT_IOC_RESET);
    return failed ? failed : control(leader, PERF_EVENT_IOC_ENABLE);
}

int cperf_stop(int leader) { return control(leader, PERF_EVENT_IOC_DISABLE); }

int cperf_read(int leader, int count, uint64_t *values, uint64_t *enabled, uint64_t *running) {
    uint64_t raw[3 + MOST_EVENTS];
    if (count < 1 || count > MOST_EVENTS) return -EINVAL;
    ssize_t wanted = (ssize_t)sizeof(uint64_t) * (3 + count);
    ssize_t got = read(leader, raw, sizeof raw);
    if (got < 0) return -errno;
    if (got != wanted || raw[0] != (uint64_t)count) return -EIO;
    *enabled = raw[1];
    *running = raw[2];
    memcpy(values, raw + 3, sizeof(uint64_t) * (size_t)count);
    return 0;
}

void cperf_close(int descriptor) { close(descriptor); }

bool cusage_thread(uint64_t *minor_faults, uint64_t *major_faults, uint64_t *voluntary, uint64_t *involuntary) {
    struct rusage usage;
    if (getrusage(RUSAGE_THREAD, &usage) != 0) return false;
    *minor_faults = (uint64_t)usage.ru_minflt;
    *major_faults = (uint64_t)usage.ru_majflt;
    *voluntary = (uint64_t)usage.ru_nvcsw;
    *involuntary = (uint64_t)usage.ru_nivcsw;
    return true;
}

#else

int cperf_open(uint32_t type, uint64_t config, int group, bool kernel) { return -ENOSYS; }
int cperf_start(int leader) { return -ENOSYS; }
int cperf_stop(int leader) { return -ENOSYS; }
int cperf_read(int leader, int count, uint64_t *values, uint64_t *enabled, uint64_t *running) { return -ENOSYS; }
void cperf_close(int descriptor) {}
bool cusage_thread(uint64_t *minor_faults, uint64_t *major_faults, uint64_t *voluntary, uint64_t *involuntary) { return false; }

#endif
