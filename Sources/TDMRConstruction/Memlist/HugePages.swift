#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Asks the kernel to back large new memory with pages of 2 MiB: one fault and one TLB entry instead of 512.
enum HugePages {
    /// Bytes of a huge page of x86-64.
    static var size: Int { 1 << 21 }

    /// A hint to the kernel for memory that was not touched yet; where the hint has no effect only the time changes.
    static func advise(_ memory: UnsafeRawBufferPointer) {
        #if os(Linux)
        guard memory.count >= 2 * size, let base = memory.baseAddress else { return }
        let start = (Int(bitPattern: base) + size - 1) & ~(size - 1)
        let end = (Int(bitPattern: base) + memory.count) & ~(size - 1)
        guard start < end else { return }
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
        #endif
    }
}
