import CLookupKernels
import PhysicalMemory

/// The instruction set with which batches are answered.
enum LookupKernel: Comparable, Sendable {
    /// Swift, for every processor.
    case portable
    /// A C kernel with 256-bit compares.
    case avx2
    /// The same, with 512-bit compares where a kernel has them.
    case avx512

    /// The best that this processor has.
    static var best: LookupKernel { lookup_has_avx512() ? .avx512 : lookup_has_avx2() ? .avx2 : .portable }
}

extension Span<PageRange> {
    /// The queries as the C kernels see them.
    @inline(__always)
    func withQueries<Result>(_ body: (UnsafePointer<lookup_range>?) -> Result) -> Result {
        // `PageRange` is two frozen frames of 64 bits each, start first: `lookup_range`.
        withUnsafeBytes { body($0.assumingMemoryBound(to: lookup_range.self).baseAddress) }
    }
}
