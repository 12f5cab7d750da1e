#define _GNU_SOURCE
#include "CProbesAllocator.h"

static uint64_t calls, peak;
static int64_t level;

void probe_allocator_zero(void) { calls = 0, peak = 0, level = 0; }
uint64_t probe_allocator_calls(void) { return calls; }
uint64_t probe_allocator_peak(void) { return peak; }

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// The library's own functions: a call by name would use the tables that are changed below.
static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_memalign)(size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void (*real_free)(void *);

static void *gained(void *memory) {
    if (!memory) return memory;
    calls++;
    level += (int64_t)malloc_usable_size(memory);
    if (level > 0 && (uint64_t)level > peak) peak = (uint64_t)level;
    return memory;
}

static void *counted_malloc(size_t size) { return gained(real_malloc(size)); }
static void *counted_calloc(size_t count, size_t size) { return gained(real_calloc(count, size)); }
static void *counted_memalign(size_t alignment, size_t size) { return gained(real_memalign(alignment, size)); }
static void *counted_aligned_alloc(size_t alignment, size_t size) { return gained(real_aligned_alloc(alignment, size)); }

static void *counted_realloc(void *memory, size_t size) {
    int64_t before = memory ? (int64_t)malloc_usable_size(memory) : 0;
    void *moved = real_realloc(memory, size);
    // One that fails leaves the memory as it was; one of size 0 frees it.
    if (moved || size == 0) level -= before;
    return gained(moved);
}

static int counted_posix_memalign(void **memory, size_t alignment, size_t size) {
    int failed = real_posix_memalign(memory, alignment, size);
    if (!failed) gained(*memory);
    return failed;
}

static void counted_free(void *memory) {
    if (memory) level -= (int64_t)malloc_usable_size(memory);
    real_free(memory);
}

static const struct { const char *name; void *real, *counting; } functions[] = {
    { "malloc", &real_malloc, (void *)counted_malloc }, { "calloc", &real_calloc, (void *)counted_calloc },
    { "realloc", &real_realloc, (void *)counted_realloc }, { "memalign", &real_memalign, (void *)counted_memalign },
    { "aligned_alloc", &real_aligned_alloc, (void *)counted_aligned_alloc },
    { "posix_memalign", &real_posix_memalign, (void *)counted_posix_memalign }, { "free", &real_free, (void *)counted_free },
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static bool is_slot(uint64_t type) {
#if defined(__x86_64__)
    return type == R_X86_64_JUMP_SLOT || type == R_X86_64_GLOB_DAT || type == R_X86_64_64;
#else
    return type == R_AARCH64_JUMP_SLOT || type == R_AARCH64_GLOB_DAT || type == R_AARCH64_ABS64;
#endif
}

static int redirect(ElfW(Addr) base, const ElfW(Rela) *relocations, size_t size, const ElfW(Sym) *symbols, const char *names) {
    int changed = 0;
    for (size_t i = 0; i < size / sizeof *relocations; i++) {
        if (!is_slot(ELF64_R_TYPE(relocations[i].r_info))) continue;
        const char *name = names + symbols[ELF64_R_SYM(relocations[i].r_info)].st_name;
        for (size_t j = 0; j < FUNCTIONS; j++) {
            if (strcmp(name, functions[j].name)) continue;
            *(void **)(base + relocations[i].r_offset) = functions[j].counting;
            changed++;
        }
    }
    return changed;
}

// The tables of an object that loaded, whose addresses the loader may or may not have made absolute.
static int visit(struct dl_phdr_info *info, size_t size, void *total) {
    (void)size;
    ElfW(Addr) base = info->dlpi_addr;
    const ElfW(Dyn) *dynamic = NULL;
    long page = sysconf(_SC_PAGESIZE);
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_DYNAMIC) dynamic = (const ElfW(Dyn) *)(base + part->p_vaddr);
        if (part->p_type != PT_GNU_RELRO) continue;
        ElfW(Addr) first = (base + part->p_vaddr) & ~(ElfW(Addr))(page - 1);
        if (mprotect((void *)first, base + part->p_vaddr + part->p_memsz - first, PROT_READ | PROT_WRITE) != 0) return 1;
    }
    ElfW(Addr) found[DT_NUM] = { 0 };
    for (; dynamic && dynamic->d_tag != DT_NULL; dynamic++)
        if (dynamic->d_tag > 0 && dynamic->d_tag < DT_NUM) found[dynamic->d_tag] = dynamic->d_un.d_ptr;
    if (!found[DT_SYMTAB] || !found[DT_STRTAB]) return 0;
    static const int addresses[] = { DT_SYMTAB, DT_STRTAB, DT_RELA, DT_JMPREL };
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (found[addresses[i]] && found[addresses[i]] < base) found[addresses[i]] += base;
    const ElfW(Sym) *symbols = (const ElfW(Sym) *)found[DT_SYMTAB];
    const char *names = (const char *)found[DT_STRTAB];
    if (found[DT_RELA]) *(int *)total += redirect(base, (const ElfW(Rela) *)found[DT_RELA], found[DT_RELASZ], symbols, names);
    if (found[DT_JMPREL]) *(int *)total += redirect(base, (const ElfW(Rela) *)found[DT_JMPREL], found[DT_PLTRELSZ], symbols, names);
    return 0;
}

bool probe_allocator_watch(void) {
    for (size_t i = 0; i < FUNCTIONS; i++) {
        void *symbol = dlsym(RTLD_DEFAULT, functions[i].name);
        if (!symbol) return false;
        memcpy(functions[i].real, &symbol, sizeof symbol);
    }
    int changed = 0;
    return dl_iterate_phdr(visit, &changed) == 0 && changed > 0;
}
#else
bool probe_allocator_watch(void) { return false; }
#endif
