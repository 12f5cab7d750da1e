#define _GNU_SOURCE
#include "CPAPI.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The used part of libpapi's interface, declared here so that the package builds without libpapi's headers.
typedef struct {
    int (*library_init)(int version);
    int (*event_name_to_code)(const char *name, int *code);
    int (*create_eventset)(int *set);
    int (*add_named_event)(int set, const char *name);
    int (*start)(int set);
    int (*stop)(int set, long long *values);
    int (*cleanup_eventset)(int set);
    int (*destroy_eventset)(int *set);
    char *(*strerror_)(int code);
    const void *(*get_component_info)(int component);
    int (*num_components)(void);
} papi_functions;

enum {
    PAPI_OK_ = 0,
    PAPI_NULL_ = -1,
    // In PAPI_component_info_t of versions 6 and 7.
    COMPONENT_NAME_OFFSET = 0,
    COMPONENT_REASON_OFFSET = 512,
    COMPONENT_REASON_SIZE = 128,
};

// Where the headers are installed, the compiler checks the declarations above against them.
#if __has_include(<papi.h>)
#include <papi.h>
#define SAME_TYPE(function, type) _Static_assert(__builtin_types_compatible_p(__typeof__(function), type), #function " has another type")
SAME_TYPE(PAPI_library_init, int(int));
SAME_TYPE(PAPI_event_name_to_code, int(const char *, int *));
SAME_TYPE(PAPI_create_eventset, int(int *));
SAME_TYPE(PAPI_add_named_event, int(int, const char *));
SAME_TYPE(PAPI_start, int(int));
SAME_TYPE(PAPI_stop, int(int, long long *));
SAME_TYPE(PAPI_cleanup_eventset, int(int));
SAME_TYPE(PAPI_destroy_eventset, int(int *));
SAME_TYPE(PAPI_strerror, char *(int));
SAME_TYPE(PAPI_get_component_info, const PAPI_component_info_t *(int));
SAME_TYPE(PAPI_num_components, int(void));
_Static_assert(PAPI_OK == PAPI_OK_ && PAPI_NULL == PAPI_NULL_, "PAPI's constants");
_Static_assert(offsetof(PAPI_component_info_t, name) == COMPONENT_NAME_OFFSET, "component name");
_Static_assert(offsetof(PAPI_component_info_t, disabled_reason) == COMPONENT_REASON_OFFSET, "component reason");
_Static_assert(sizeof(((PAPI_component_info_t *)0)->disabled_reason) >= COMPONENT_REASON_SIZE, "component reason's size");
#endif

static papi_functions papi;
static int loaded = -1;
static int version;
static char reason[384];

// Unused components of libpapi (GPUs, power) print complaints on standard error, even when a name is looked up for the first time. Errors that matter
// are returned as codes, so standard error is redirected during such a call. -1: it could not be redirected, and the call is made with output.
static int hush(void) {
    fflush(stderr);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return -1;
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (kept >= 0) dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return kept;
}

static void speak(int kept) {
    if (kept < 0) return;
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
}

static bool find(void *library, const char *name, void *slot) {
    void *symbol = dlsym(library, name);
    if (!symbol) {
        snprintf(reason, sizeof reason, "libpapi lacks %s", name);
        return false;
    }
    memcpy(slot, &symbol, sizeof symbol);
    return true;
}

static bool find_all(void *library) {
    return find(library, "PAPI_library_init", &papi.library_init) && find(library, "PAPI_event_name_to_code", &papi.event_name_to_code)
        && find(library, "PAPI_create_eventset", &papi.create_eventset) && find(library, "PAPI_add_named_event", &papi.add_named_event)
        && find(library, "PAPI_start", &papi.start) && find(library, "PAPI_stop", &papi.stop)
        && find(library, "PAPI_cleanup_eventset", &papi.cleanup_eventset) && find(library, "PAPI_destroy_eventset", &papi.destroy_eventset)
        && find(library, "PAPI_strerror", &papi.strerror_) && find(library, "PAPI_get_component_info", &papi.get_component_info)
        && find(library, "PAPI_num_components", &papi.num_components);
}

// Only system folders are searched: LD_LIBRARY_PATH and the working folder cannot choose the library, BENCH_LIBPAPI can.
static void *open_library(void) {
    const char *chosen = getenv("BENCH_LIBPAPI");
    if (chosen && chosen[0]) {
        void *library = chosen[0] == '/' ? dlopen(chosen, RTLD_NOW | RTLD_LOCAL) : NULL;
        if (!library) snprintf(reason, sizeof reason, "BENCH_LIBPAPI is not the absolute path of a library");
        return library;
    }
    static const char *const folders[] = { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib64", "/usr/local/lib" };
    static const char *const names[] = { "libpapi.so.7.2", "libpapi.so.7.1", "libpapi.so.7.0", "libpapi.so.7", "libpapi.so.6.0", "libpapi.so" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t j = 0; j < sizeof folders / sizeof *folders; j++) {
            char path[128];
            snprintf(path, sizeof path, "%s/%s", folders[j], names[i]);
            void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
            if (library) return library;
        }
    }
    snprintf(reason, sizeof reason, "libpapi is not installed");
    return NULL;
}

// A wrong version is refused and may be followed by the right one.
static bool initialise(void) {
    static const int versions[] = { 7 << 24 | 2 << 16, 7 << 24 | 1 << 16, 7 << 24, 6 << 24 };
    int answer = 0;
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        answer = papi.library_init(versions[i]);
        if (answer == versions[i]) {
            version = answer;
            return true;
        }
    }
    snprintf(reason, sizeof reason, "libpapi refused to start: %s", answer < 0 ? papi.strerror_(answer) : "unknown version");
    return false;
}

// A library that started may still have switched off its CPU component; that is the reason for every absent event.
static void note_disabled_component(void) {
    for (int i = 0; i < papi.num_components(); i++) {
        const char *component = papi.get_component_info(i);
        if (!component || strcmp(component + COMPONENT_NAME_OFFSET, "perf_event") != 0) continue;
        const char *text = component + COMPONENT_REASON_OFFSET;
        if (text[0]) snprintf(reason, sizeof reason, "libpapi's perf_event component is off: %.*s", COMPONENT_REASON_SIZE - 1, text);
    }
}

bool cpapi_load(void) {
    if (loaded >= 0) return loaded;
    int kept = hush();
    void *library = open_library();
    loaded = library && find_all(library) && initialise();
    if (loaded) note_disabled_component();
    speak(kept);
    return loaded;
}

const char *cpapi_reason(void) { return reason; }
int cpapi_version(void) { return version; }

int cpapi_resolve(const char *name) {
    int code = 0;
    int kept = hush();
    int answer = papi.event_name_to_code(name, &code);
    speak(kept);
    return answer;
}

int cpapi_create(int *set) {
    *set = PAPI_NULL_;
    return papi.create_eventset(set);
}

int cpapi_add(int set, const char *name) {
    int kept = hush();
    int answer = papi.add_named_event(set, name);
    speak(kept);
    return answer;
}

int cpapi_start(int set) { return papi.start(set); }
int cpapi_stop(int set, long long *values) { return papi.stop(set, values); }

void cpapi_destroy(int set) {
    papi.cleanup_eventset(set);
    papi.destroy_eventset(&set);
}

const char *cpapi_error_text(int code) {
    const char *text = papi.strerror_(code);
    return text ? text : "unknown PAPI error";
}
