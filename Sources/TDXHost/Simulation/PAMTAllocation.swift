import PhysicalMemory
public import TDXModule

/// A way to obtain the memory of PAMTs: interchangeable, each with a cost and a consequence.
public struct PAMTAllocation: Hashable, Sendable {
    /// Where the pages come from.
    public enum Source: Hashable, Sendable {
        /// A contiguous range at run time: page blocks isolated, the lists of all CPUs drained, pages migrated. Linux.
        case contiguousRange
        /// memblock while booting: nothing to be isolated or migrated, and the memory stays allocated, TDX or not.
        case memblock
    }

    /// Where the pages come from.
    public var source: Source
    /// Whether the page allocator zeroes what it gives (init_on_alloc), which the module does not need.
    public var zeroes: Bool
    /// Whether each node's tables are allocated by a thread of its own.
    public var isParallel: Bool

    public init(source: Source = .contiguousRange, zeroes: Bool = true, isParallel: Bool = false) {
        self.source = source
        self.zeroes = zeroes
        self.isParallel = isParallel
    }

    /// Linux 7.3 with init_on_alloc.
    public static let linux = PAMTAllocation()

    /// T_alloc of a layout.
    /// - Complexity: O(*t*).
    public func time(_ work: [TDMRInitWork], _ costs: CostModel, pamt: PAMTMode) -> Picoseconds {
        guard source == .contiguousRange else { return UInt64(work.reduce(0) { $0 + $1.runs }) * costs.bootAllocation }
        guard isParallel else { return time(of: work, costs, pamt) }
        // Zones have locks of their own: the nodes' shares of the time pass in parallel.
        return Dictionary(grouping: work, by: \.pamtNode).values.map { time(of: $0, costs, pamt) }.max() ?? .zero
    }

    private func time(of work: [TDMRInitWork], _ costs: CostModel, _ pamt: PAMTMode) -> Picoseconds {
        costs.allocationTime(
            granules: work.reduce(0) { $0 + $1.granules }, tdmrs: work.reduce(0) { $0 + $1.runs }, zeroed: zeroes,
            pamt: pamt)
    }

    /// Its consequence besides the time.
    public var consequence: String {
        switch (source, zeroes) {
        case (.memblock, _):
            "taken while booting: nothing is migrated, and the memory is gone for good, even where TDX is not used"
        case (_, true): "given back when TDX fails; zeroed although the module writes all of it"
        case (_, false): "given back when TDX fails; needs init_on_alloc=0 or an allocation flag"
        }
    }
}
