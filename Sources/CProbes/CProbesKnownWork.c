#include "CProbesKnownWork.h"

void probe_known_branches(uint64_t count) {
    if (count == 0) return;
#if defined(__x86_64__)
    __asm__ volatile("1: decq %0\n\tjnz 1b" : "+r"(count) : : "cc");
#elif defined(__aarch64__)
    __asm__ volatile("1: subs %0, %0, #1\n\tb.ne 1b" : "+r"(count) : : "cc");
#else
    while (--count) __asm__ volatile("" : "+r"(count));
#endif
}

void probe_known_products(uint64_t count) {
    uint64_t product = 3;
#if defined(__x86_64__)
    for (uint64_t rounds = count / 8; rounds > 0; rounds--)
        __asm__ volatile("imulq %0, %0\n\timulq %0, %0\n\timulq %0, %0\n\timulq %0, %0\n\timulq %0, %0\n\timulq %0, %0\n\timulq %0, %0\n\timulq %0, %0" : "+r"(product) : : "cc");
#elif defined(__aarch64__)
    for (uint64_t rounds = count / 8; rounds > 0; rounds--)
        __asm__ volatile("mul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0\n\tmul %0, %0, %0" : "+r"(product));
#else
    while (count-- > 0) {
        product *= product;
        __asm__ volatile("" : "+r"(product));
    }
#endif
    __asm__ volatile("" : : "r"(product));
}

void probe_known_choices(const uint8_t *bytes, uint64_t count) {
    if (count == 0) return;
#if defined(__x86_64__)
    __asm__ volatile("1: cmpb $0, (%0)\n\tje 2f\n\tnop\n2: incq %0\n\tdecq %1\n\tjnz 1b" : "+r"(bytes), "+r"(count) : : "cc", "memory");
#elif defined(__aarch64__)
    uint64_t byte;
    __asm__ volatile("1: ldrb %w2, [%0], #1\n\tcbz %w2, 2f\n\tnop\n2: subs %1, %1, #1\n\tb.ne 1b" : "+r"(bytes), "+r"(count), "=&r"(byte) : : "cc", "memory");
#else
    for (; count > 0; count--, bytes++)
        if (*(const volatile uint8_t *)bytes) __asm__ volatile("");
#endif
}

void probe_known_loads(const void *bytes, uint64_t count) {
    for (uint64_t rounds = count / 8; rounds > 0; rounds--) {
        uint64_t value;
#if defined(__x86_64__)
        __asm__ volatile("movq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0\n\tmovq (%1), %0" : "=&r"(value) : "r"(bytes) : "memory");
#elif defined(__aarch64__)
        __asm__ volatile("ldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]\n\tldr %0, [%1]" : "=&r"(value) : "r"(bytes) : "memory");
#else
        for (int i = 0; i < 8; i++) value = *(const volatile uint64_t *)bytes;
#endif
        __asm__ volatile("" : : "r"(value));
    }
}

const void *probe_known_chase(const void *start, uint64_t count) {
    if (count == 0) return start;
#if defined(__x86_64__)
    __asm__ volatile("1: movq (%0), %0\n\tdecq %1\n\tjnz 1b" : "+r"(start), "+r"(count) : : "cc", "memory");
#elif defined(__aarch64__)
    __asm__ volatile("1: ldr %0, [%0]\n\tsubs %1, %1, #1\n\tb.ne 1b" : "+r"(start), "+r"(count) : : "cc", "memory");
#else
    for (; count > 0; count--) start = *(const void *const volatile *)start;
#endif
    return start;
}

void probe_known_sweep(const void *bytes, uint64_t size) {
    const volatile uint8_t *byte = bytes;
    for (uint64_t at = 0; at < size; at += 64) (void)byte[at];
}
