import Algorithms
public import PhysicalMemory
public import TDXModule

extension HostMemoryMap {
    /// A way in which a map can be broken.
    public enum Violation: Hashable, Sendable {
        /// A memory region without a page.
        case emptyRegion(MemoryRegion)
        /// A memory region that ends above 2^52 bytes.
        case regionBeyondLimit(MemoryRegion)
        /// Two memory regions that overlap or are not ascending.
        case regionsOutOfOrder(MemoryRegion, MemoryRegion)
        /// A CMR that is not of whole pages, wraps, or ends above 2^52 bytes.
        case brokenCMR(CMR)
        /// No CMR in a list of them, or more than a module reports.
        case cmrCount(Int)
        /// A hot-pluggable window without a page.
        case emptyWindow(MemoryRegion)
        /// A hot-pluggable window that ends above 2^64 bytes.
        case windowBeyondLimit(MemoryRegion)
        /// A number of packages or LPs below 1.
        case countBelowOne(Int)
        /// A limit of the module below 0.
        case limitBelowZero(Int)
    }

    /// The first violation, which no reader may produce and no writer may be given; nil for a valid map.
    /// - Complexity: O(regions).
    public func firstViolation() -> Violation? {
        for region in memory {
            if region.pages.isEmpty { return .emptyRegion(region) }
            if region.end > .limit { return .regionBeyondLimit(region) }
        }
        for (lower, upper) in memory.adjacentPairs() where upper.start < lower.end {
            return .regionsOutOfOrder(lower, upper)
        }
        for cmr in cmrs ?? [] where !Self.isPageRange(cmr) { return .brokenCMR(cmr) }
        if let cmrs, cmrs.isEmpty || cmrs.count > TDXMapLimit.cmrs { return .cmrCount(cmrs.count) }
        for window in hotplugWindows {
            if window.pages.isEmpty { return .emptyWindow(window) }
            if window.end.rawValue > 1 << 52 { return .windowBeyondLimit(window) }
        }
        for count in [packages, logicalProcessors] where count < 1 { return .countBelowOne(count) }
        for limit in [limits.maxTDMRs, limits.maxReservedAreas] where limit < 0 { return .limitBelowZero(limit) }
        return nil
    }

    private static func isPageRange(_ cmr: CMR) -> Bool {
        cmr.base.isAligned(to: .page) && cmr.size.isAligned(to: .page) && cmr.base <= .limit
            && cmr.size <= PhysicalAddress.limit - cmr.base
    }
}
