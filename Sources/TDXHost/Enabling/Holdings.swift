import PhysicalMemory
import TDMRConstruction

/// What a start-up has allocated so far, and how it is freed.
struct Holdings {
    let machine: any HostMachine
    var allocations: [HostAllocation] = []
    /// Whether TDH.SYS.CONFIG succeeded: the PAMTs may then hold the module's data and must be taken back from it.
    var isConfigured = false

    @discardableResult
    mutating func take(_ size: ByteCount, for purpose: AllocationPurpose) throws(EnablingError) -> HostAllocation {
        guard let allocation = machine.allocate(size, for: purpose) else { throw .outOfMemory(purpose) }
        allocations.append(allocation)
        return allocation
    }

    /// The reference counts of dynamic PAMT, virtually contiguous; the allocation fails for 0 bytes and for more than the machine has.
    mutating func takeReferenceCounts(upTo maxPFN: PageFrame, ofMemory memory: ByteCount) throws(EnablingError) {
        let size = PAMTReferenceCounts.size(maxPFN: maxPFN)
        guard PAMTReferenceCounts.fits(size, ofMemory: memory) else { throw .outOfMemory(.referenceCounts) }
        try take(size, for: .referenceCounts)
    }

    mutating func takePAMTs(of layout: Layout) throws(EnablingError) {
        for range in layout.withheld { try take(range, for: .withheld) }
        for (index, tdmr) in layout.tdmrs.enumerated() {
            let info = tdmr.info
            for run in PAMTPlacement(table1G: info.pamt1G, table2M: info.pamt2M, table4K: info.pamt4K).runs {
                try take(run, for: .pamt(tdmr: index))
            }
        }
    }

    private mutating func take(_ pages: PageRange, for purpose: AllocationPurpose) throws(EnablingError) {
        guard let allocation = machine.allocate(pages, for: purpose) else { throw .outOfMemory(purpose) }
        allocations.append(allocation)
    }

    mutating func giveBack(_ allocation: HostAllocation) {
        machine.free(allocation)
        allocations.removeAll { $0 == allocation }
    }

    /// Frees all of it. Once the module was configured, the caches are flushed first, so that none writes over the PAMTs later; on a machine with the partial-write erratum the
    /// PAMTs are cleared as well.
    mutating func giveBack() {
        if isConfigured {
            machine.flushCaches()
            if machine.hasPartialWriteErratum {
                for allocation in allocations { if case .pamt = allocation.purpose { machine.clear(allocation) } }
            }
        }
        for allocation in allocations.reversed() { machine.free(allocation) }
        allocations = []
    }
}
