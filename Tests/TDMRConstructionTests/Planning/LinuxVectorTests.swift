import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport
import Testing

/// The genuine kernel's answers, plain and with the CMR patch: construction, messages, online answers and the calls it made.
@Suite struct LinuxVectorTests {
    @Test func `all vectors are there`() {
        #expect(LinuxVector.all.count >= 66)
        #expect(LinuxVector.dynamic.count >= 66 + 23)
    }

    @Test(arguments: LinuxVector.all, [false, true])
    func `a vector is answered as the kernel answered it`(vector: LinuxVector, cmrPatch: Bool) throws {
        try compare(vector, cmrPatch: cmrPatch, pamt: .static)
    }

    @Test(arguments: LinuxVector.dynamic, [false, true])
    func `a vector is answered as the kernel with dynamic PAMT answered it`(vector: LinuxVector, cmrPatch: Bool) throws
    {
        try compare(vector, cmrPatch: cmrPatch, pamt: .dynamic)
    }

    private func compare(_ vector: LinuxVector, cmrPatch: Bool, pamt: PAMTMode) throws {
        let expected = try vector.expected(cmrPatch: cmrPatch, pamt: pamt)
        let (placer, allocations) = vector.placer()
        let planner = LinuxPlanner(cmrPatch ? .cmrPatch : .plain, placer: placer)
        let boot = KernelBoot(vector: vector, cmrPatch: cmrPatch, pamt: pamt) {
            planner.plan(
                ConstructionInput(regions: vector.memory, cmrs: vector.cmrs, limits: vector.limits, pamt: pamt))
        }

        #expect(boot.status == expected.status)
        #expect(boot.returnValue == expected.ret)
        #expect(boot.log == expected.log)
        #expect(boot.overlapWarnings == expected.warn_on)
        #expect(boot.memlist == expected.memlist)
        #expect(boot.tdmrs.map(canonical) == expected.tdmrs.map { $0.map(canonical) } ?? [])
        #expect(boot.pamtKB == expected.pamt_kb)
        #expect(boot.entrySize == expected.entry_size)
        #expect(boot.online == expected.online.map(\.answer))
        #expect(boot.seamcalls == expected.seamcalls)
        #expect(boot.metadataReads == expected.sys_rd)
        if let count = expected.pamt_allocs {
            #expect(allocations.successes == count)
            #expect(expected.pamt_leaked == 0)
        }
    }

    /// Areas that overlap have no defined order.
    private func canonical(_ tdmr: LinuxVectorAnswer.TDMR) -> LinuxVectorAnswer.TDMR {
        var tdmr = tdmr
        let ranges = tdmr.rsvd.map {
            (UInt64($0[0].dropFirst(2), radix: 16) ?? 0, UInt64($0[1].dropFirst(2), radix: 16) ?? 0)
        }
        let overlap = zip(ranges, ranges.dropFirst()).contains { $0.0 + $0.1 > $1.0 }
        if overlap { tdmr.rsvd.sort { $0.lexicographicallyPrecedes($1) } }
        return tdmr
    }
}
