#include "CProbes.h"

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

const char *probe_compiler_version(void) { return __VERSION__; }

const char *probe_libc_version(void) {
#ifdef __GLIBC__
    return gnu_get_libc_version();
#else
    return "";
#endif
}
