import Foundation

/// Where arrays of a MiB and more go when they are done with: back to the system. By default glibc keeps up to 32 MiB of each, and millions of regions make many.
enum LargeArrays {
    /// `M_MMAP_THRESHOLD` of glibc's malloc.h, which the Glibc module leaves out.
    private static let mmapThreshold: CInt = -3

    /// Does nothing where the C library has no `mallopt`.
    static func giveBack() {
        typealias Mallopt = @convention(c) (CInt, CInt) -> CInt
        guard let address = dlsym(dlopen(nil, RTLD_NOW), "mallopt") else { return }
        _ = unsafeBitCast(address, to: Mallopt.self)(mmapThreshold, 1 << 20)
    }
}
