import PhysicalMemory
import TDXModule

/// No check.
struct NoCheck: ConvertibilityCheck {
    init(cmrs: [CMR]) {}
    @inline(__always) mutating func admits(_ pages: PageRange) -> Bool { true }
}
