#ifndef CPROBES_PROCESS_H
#define CPROBES_PROCESS_H

// Process control that Swift cannot call: macros, variadic functions and signal handlers. On Linux; elsewhere the functions return "not possible".

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of the Swift runtime (swift/Demangling/Demangle.h): a readable name in memory of malloc, NULL for a name that is not a Swift symbol. */
char *swift_demangle(const char *name, size_t length, char *buffer, size_t *size, uint32_t flags);

/// 1: addresses of this process were not randomised; 0: they were, but will not be after the next exec; -1: the system refuses (errno says why).
int probe_fix_addresses(void);

/// Binds the calling thread to one CPU. 0, or -1 with errno.
int probe_pin(int cpu);

/// Whether `probe_pin` could bind the calling thread to this CPU: 1 or 0; -1 with errno where that cannot be told.
int probe_may_pin(int cpu);

/// Lets the calling thread, which has inherited its maker's binding, run on every CPU the process may use. 0, or -1 with errno.
int probe_unpin(void);

/// Binds the calling thread to the CPU number `place`, from 1, of those that `probe_unpin` lets it run on, `cpu` left out; -1 with errno where there are fewer.
int probe_pin_beside(int cpu, int place);

/// The highest-numbered CPU the calling thread may run on (interrupts tend to land on the lowest); -1 with errno.
int probe_last_allowed_cpu(void);

/// How many CPUs the calling thread, and each thread it starts, may run on; -1 with errno.
int probe_allowed_cpus(void);

/// How many CPUs `probe_unpin` lets a thread run on; -1 with errno.
int probe_usable_cpus(void);

/// Whether the calling thread may run on this CPU: 1 or 0; -1 with errno.
int probe_may_run_on(int cpu);

/// Makes SIGINT, SIGTERM and SIGHUP set a flag instead of ending the process. A second signal ends it.
void probe_catch_interrupts(void);

/// The signal that came since `probe_catch_interrupts`; 0: none.
int probe_interrupt(void);

/// Ends the process by `signal`, so that the waiting parent sees the signal.
void probe_die_of(int signal) __attribute__((noreturn));

/// The exit code of a status that waitpid() gave; 128 + N where signal N ended the process.
int probe_exit_code(int status);

/// Lets the kernel end this process when its parent ends, for whatever reason. Linux only.
void probe_end_with_parent(void);

/// Runs `body(context)` in a copy of this process and waits for its end. The copy ends without the exit handlers of the program.
/// 0, the copy's exit code where a signal or a fault ended it, or -1 with errno.
int probe_in_copy(void (*body)(void *context), void *context);

#endif
