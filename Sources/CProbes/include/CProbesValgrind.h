#ifndef CPROBES_VALGRIND_H
#define CPROBES_VALGRIND_H

// Requests to valgrind's callgrind, when the program runs under it. Without valgrind's headers at compile time they do nothing, and `probe_callgrind_is_compiled_in` returns false.

#include <stdbool.h>

/// Whether the requests below were compiled in.
bool probe_callgrind_is_compiled_in(void);

/// Begins to count (and to simulate caches and branches); costs a retranslation of the code.
void probe_callgrind_start(void);

/// Sets all counts to zero; the simulated caches keep what they hold.
void probe_callgrind_zero(void);

/// Writes the counts since the last zero to the next output file, with `name` in its description.
void probe_callgrind_dump(const char *name);

void probe_callgrind_stop(void);

#endif
