import TDXModule

/// The CMRs before the first unused slot, in module order, which need not ascend.
struct KeptCMRs: KeptRanges {
    let cmrs: ArraySlice<CMR>

    init(_ cmrs: [CMR]?) { self.cmrs = cmrs?.listed ?? [] }

    var count: Int { cmrs.count }
    @inline(__always) func start(_ index: Int) -> UInt64 { cmrs[index].base.rawValue }
    /// Wraps as the kernel's sum does.
    @inline(__always) func end(_ index: Int) -> UInt64 { cmrs[index].base.rawValue &+ cmrs[index].size.rawValue }

    /// Whether every CMR starts at or above the end of the one before it.
    var isAscending: Bool {
        cmrs.indices.allSatisfy { start($0) <= end($0) && ($0 == 0 || end($0 - 1) <= start($0)) }
    }
}
