// A stand-in for the kernel's side of perf_event_open, preloaded into a program: `cc -shared -fPIC -O1 -o perf_events.so perf_events.c`.
//
// It answers the system call, and ioctl(), read() and close() of the descriptors it gave out. Descriptors are those of a memory file, so that mmap() of the
// control page and fcntl() are the kernel's own. Time is CLOCK_MONOTONIC. Software events are the kernel's own and are handed through.
//
// PERF_STANDIN names a script of lines:
//   event TYPE CONFIG FIXED INSTRUCTIONS BRANCHES   an event; in one counted interval it sees FIXED + INSTRUCTIONS * i + BRANCHES * b
//   fail TYPE CONFIG ERRNO                          the event cannot be opened
//   deny ERRNO                                      no event can be opened
//   counters N                                      so many at a time: a further one of a group fails as in the kernel, EINVAL
//   late N                                          the same, but found out only when counting: the group does not run, and a pinned one reads nothing
//   shared PERCENT                                  events run for so much of the time; pinned ones, which may not share, read nothing
//   rdpmc                                           the control page offers rdpmc, with no counter at hand: its offset is the count
// Where an event has a rate, instructions i and branches b of the interval are really counted: the processor stops after each one (x86-64 only).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { MOST_KINDS = 64, MOST_EVENTS = 64 };

struct kind { uint32_t type; uint64_t config; double fixed, per_instruction, per_branch; int error; };
static struct kind kinds[MOST_KINDS];
static int kind_count, denied, slots = 64, late_slots = 64, running_percent = 100;
static bool has_rdpmc, steps;

struct event {
    bool used, enabled, pinned;
    int fd, leader;   // leader: index, or -1 for one that leads
    const struct kind *kind;
    uint64_t format, value, enabled_ns, running_ns, since, instructions, branches;
    struct perf_event_mmap_page *page;
};
static struct event events[MOST_EVENTS];
static volatile uint64_t instructions, branches;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

#if defined(__x86_64__)
// What is about to be executed: a jump, a call or a return is a branch.
static bool is_branch(const uint8_t *code) {
    if (*code == 0xf2 || *code == 0xf3) code++;
    if ((*code & 0xf0) == 0x40) code++;
    if ((*code & 0xf0) == 0x70 || (*code >= 0xe0 && *code <= 0xe3)) return true;
    if (*code == 0xe8 || *code == 0xe9 || *code == 0xeb || *code == 0xc2 || *code == 0xc3) return true;
    if (code[0] == 0x0f) return (code[1] & 0xf0) == 0x80;
    return code[0] == 0xff && (code[1] >> 3 & 7) >= 2 && (code[1] >> 3 & 7) <= 5;
}

static void on_step(int number, siginfo_t *info, void *context) {
    (void)number, (void)info;
    instructions++;
    branches += is_branch((const uint8_t *)((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP]);
}

static void trap(bool on) {
    if (!steps) return;
    if (on) __asm__ volatile("pushfq\n\torq $0x100, (%%rsp)\n\tpopfq" : : : "memory", "cc");
    else __asm__ volatile("pushfq\n\tandq $~0x100, (%%rsp)\n\tpopfq" : : : "memory", "cc");
}

static void catch_steps(void) {
    struct sigaction action = { .sa_sigaction = on_step, .sa_flags = SA_SIGINFO | SA_RESTART };
    sigaction(SIGTRAP, &action, NULL);
}
#else
static void trap(bool on) { (void)on; }
static void catch_steps(void) { fprintf(stderr, "perf stand-in: no rates on this architecture\n"); _exit(99); }
#endif

static int error_named(const char *name) {
    static const struct { const char *name; int number; } errors[] = {
        { "ENOENT", ENOENT }, { "EACCES", EACCES }, { "EPERM", EPERM }, { "EINVAL", EINVAL }, { "ENODEV", ENODEV },
        { "EBUSY", EBUSY }, { "ENOSYS", ENOSYS }, { "EOPNOTSUPP", EOPNOTSUPP }, { "EMFILE", EMFILE },
    };
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (!strcmp(errors[i].name, name)) return errors[i].number;
    fprintf(stderr, "perf stand-in: no error %s\n", name);
    _exit(99);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("PERF_STANDIN");
    FILE *script = path ? fopen(path, "r") : NULL;
    char line[256], name[32];
    while (script && fgets(line, sizeof line, script)) {
        struct kind kind = { 0 };
        long long config;
        if (sscanf(line, "event %u %lli %lf %lf %lf", &kind.type, &config, &kind.fixed, &kind.per_instruction, &kind.per_branch) == 5) {
            kind.config = (uint64_t)config;
            steps |= kind.per_instruction != 0 || kind.per_branch != 0;
            kinds[kind_count++] = kind;
        } else if (sscanf(line, "fail %u %lli %31s", &kind.type, &config, name) == 3) {
            kind.config = (uint64_t)config;
            kind.error = error_named(name);
            kinds[kind_count++] = kind;
        } else if (sscanf(line, "deny %31s", name) == 1) denied = error_named(name);
        else if (sscanf(line, "counters %d", &slots) == 1 || sscanf(line, "late %d", &late_slots) == 1) {}
        else if (sscanf(line, "shared %d", &running_percent) == 1) {}
        else if (!strncmp(line, "rdpmc", 5)) has_rdpmc = true;
        else if (line[0] != '\n') { fprintf(stderr, "perf stand-in: what is %s", line); _exit(99); }
    }
    if (script) fclose(script);
    if (steps) catch_steps();
}

static struct event *find(int fd) {
    for (int i = 0; i < MOST_EVENTS; i++)
        if (events[i].used && events[i].fd == fd) return &events[i];
    return NULL;
}

static int lead(const struct event *event) { return event->leader >= 0 ? event->leader : (int)(event - events); }

static int group_size(int leader) {
    int count = 0;
    for (int i = 0; i < MOST_EVENTS; i++) count += events[i].used && lead(&events[i]) == leader;
    return count;
}

static const struct kind *kind_of(const struct perf_event_attr *attributes) {
    for (int i = 0; i < kind_count; i++)
        if (kinds[i].type == attributes->type && kinds[i].config == attributes->config) return &kinds[i];
    return NULL;
}

static void publish(struct event *event) {
    event->page->offset = (int64_t)event->value;
    event->page->time_enabled = event->enabled_ns;
    event->page->time_running = event->running_ns;
}

// What has happened since the event was looked at last.
static void advance(struct event *event) {
    if (!event->enabled) return;
    uint64_t time = now(), passed = time - event->since;
    bool idle = group_size(lead(event)) > late_slots;
    event->enabled_ns += passed;
    event->since = time;
    if (!idle) {
        event->running_ns += passed * (uint64_t)running_percent / 100;
        double seen = event->kind->per_instruction * (double)(instructions - event->instructions)
            + event->kind->per_branch * (double)(branches - event->branches);
        event->value += (uint64_t)seen;
    }
    event->instructions = instructions;
    event->branches = branches;
    publish(event);
}

static void enable(struct event *event) {
    if (event->enabled) return;
    event->enabled = true;
    event->since = now();
    event->instructions = instructions;
    event->branches = branches;
    if (group_size(lead(event)) > late_slots) return;
    // Beyond 2^63 a double has no whole numbers to add.
    event->value += event->kind->fixed >= 9223372036854775808.0 ? UINT64_C(1) << 63 : (uint64_t)event->kind->fixed;
    publish(event);
}

static long open_event(const struct perf_event_attr *attributes, int group) {
    if (denied) return errno = denied, -1;
    const struct kind *kind = kind_of(attributes);
    if (!kind) return errno = ENOENT, -1;
    if (kind->error) return errno = kind->error, -1;
    struct event *leader = group >= 0 ? find(group) : NULL;
    if (group >= 0 && !leader) return errno = EBADF, -1;
    if (leader && group_size((int)(leader - events)) >= slots) return errno = EINVAL, -1;
    if (slots < 1) return errno = EINVAL, -1;
    // In the order opened, which is the order read.
    static int next;
    bool any = false;
    for (int i = 0; i < MOST_EVENTS; i++) any |= events[i].used;
    if (!any) next = 0;
    if (next < MOST_EVENTS) {
        struct event *event = &events[next];
        int fd = memfd_create("perf_event", MFD_CLOEXEC);
        if (fd < 0 || ftruncate(fd, 1 << 20) != 0) return -1;
        next++;
        *event = (struct event){ .used = true, .fd = fd, .leader = leader ? (int)(leader - events) : -1, .kind = kind,
            .format = attributes->read_format, .pinned = attributes->pinned };
        event->page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        event->page->version = 0;
        event->page->cap_bit0_is_deprecated = 1;
        event->page->cap_user_rdpmc = has_rdpmc;
        event->page->pmc_width = 48;
        if (!attributes->disabled && (!leader || leader->enabled)) enable(event);
        return fd;
    }
    return errno = EMFILE, -1;
}

static bool counting(void) {
    for (int i = 0; i < MOST_EVENTS; i++)
        if (events[i].used && events[i].enabled) return true;
    return false;
}

long syscall(long number, ...) {
    static long (*real)(long, ...);
    if (!real) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    va_list list;
    long a[6];
    va_start(list, number);
    for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
    va_end(list);
    const struct perf_event_attr *attributes = (const struct perf_event_attr *)a[0];
    if (number != SYS_perf_event_open || attributes->type == PERF_TYPE_SOFTWARE) return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    trap(false);
    long answer = open_event(attributes, (int)a[3]);
    int error = errno;
    trap(counting());
    errno = error;
    return answer;
}

static int control(struct event *event, unsigned long request, bool group) {
    int leader = lead(event);
    for (int i = 0; i < MOST_EVENTS; i++) {
        struct event *one = &events[i];
        // Without the group's flag the kernel switches the leader; its members count only with it, so that they follow.
        bool follows = request != PERF_EVENT_IOC_RESET && event->leader < 0;
        if (!one->used || (one != event && !((group || follows) && lead(one) == leader))) continue;
        advance(one);
        if (request == PERF_EVENT_IOC_ENABLE) enable(one);
        else if (request == PERF_EVENT_IOC_DISABLE) one->enabled = false;
        else if (request == PERF_EVENT_IOC_RESET) { one->value = 0; publish(one); }
        else return errno = ENOTTY, -1;
    }
    return 0;
}

int ioctl(int fd, unsigned long request, ...) {
    static int (*real)(int, unsigned long, ...);
    va_list list;
    va_start(list, request);
    void *argument = va_arg(list, void *);
    va_end(list);
    trap(false);
    struct event *event = find(fd);
    if (!event) {
        if (!real) real = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
        int answer = real(fd, request, argument);
        trap(counting());
        return answer;
    }
    int answer = control(event, request, (uintptr_t)argument & PERF_IOC_FLAG_GROUP);
    trap(counting());
    return answer;
}

static ssize_t read_event(struct event *event, void *buffer, size_t size) {
    uint64_t answer[3 + MOST_EVENTS];
    size_t count = 0;
    int leader = lead(event);
    advance(event);
    // A pinned group that did not have its counters all the time is in error, which reads as an end of file.
    if (event->pinned && (group_size(leader) > late_slots || running_percent < 100)) return 0;
    bool group = event->format & PERF_FORMAT_GROUP;
    answer[count++] = group ? (uint64_t)group_size(leader) : event->value;
    if (event->format & PERF_FORMAT_TOTAL_TIME_ENABLED) answer[count++] = event->enabled_ns;
    if (event->format & PERF_FORMAT_TOTAL_TIME_RUNNING) answer[count++] = event->running_ns;
    for (int i = 0; group && i < MOST_EVENTS; i++) {
        if (!events[i].used || lead(&events[i]) != leader) continue;
        advance(&events[i]);
        answer[count++] = events[i].value;
    }
    if (size < count * sizeof *answer) return errno = ENOSPC, -1;
    memcpy(buffer, answer, count * sizeof *answer);
    return (ssize_t)(count * sizeof *answer);
}

ssize_t read(int fd, void *buffer, size_t size) {
    static ssize_t (*real)(int, void *, size_t);
    if (!real) real = (ssize_t (*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
    struct event *event = find(fd);
    if (!event) return real(fd, buffer, size);
    trap(false);
    ssize_t answer = read_event(event, buffer, size);
    trap(counting());
    return answer;
}

int close(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "close");
    struct event *event = find(fd);
    if (event) {
        trap(false);
        munmap(event->page, 4096);
        event->used = false;
        trap(counting());
    }
    return real(fd);
}
