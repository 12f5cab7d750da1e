import PhysicalMemory
import TDMRConstruction
import TDXModule
import TestSupport

/// What a kernel with the vector's machine says and does at boot, derived from our own construction.
struct KernelBoot {
    var vector: LinuxVector
    var cmrPatch: Bool
    var pamt: PAMTMode
    var result: PlanResult

    /// - Parameter plan: not called where the kernel does not come so far.
    init(vector: LinuxVector, cmrPatch: Bool, pamt: PAMTMode, plan: () -> PlanResult) {
        self.vector = vector
        self.cmrPatch = cmrPatch
        self.pamt = pamt
        let lacksCounts = pamt == .dynamic && (vector.failsReferenceCounts || vector.maxPFN == PageFrame(0))
        result = lacksCounts ? PlanResult(memlist: [], outcome: .failure(.outOfMemory)) : plan()
    }

    var hasKeyIDs: Bool { vector.keyIDs.tdx >= 2 }

    var layout: Layout? { hasKeyIDs ? try? result.outcome.get() : nil }

    var error: ConstructionError? {
        guard hasKeyIDs else { return .tooFewKeyIDs }
        guard case .failure(let error) = result.outcome else { return nil }
        return error
    }

    var status: String { error?.status ?? "OK" }
    var returnValue: Int { error.map { -$0.errno.rawValue } ?? 0 }

    /// The list as the kernel holds it in the end: freed after a failure.
    var keptMemlist: [MemoryRegion] { layout == nil ? [] : result.memlist }
    var memlist: [[UInt64]] { keptMemlist.map { [$0.start.rawValue, $0.end.rawValue, UInt64($0.node.rawValue)] } }

    var tdmrs: [LinuxVectorAnswer.TDMR] {
        guard let layout else { return [] }
        return layout.tdmrs.map { tdmr in
            let info = tdmr.info
            func pair(_ table: PAMTTable) -> [String] { [hex(table.base.rawValue), hex(table.size.rawValue)] }
            return LinuxVectorAnswer.TDMR(
                base: hex(info.base.rawValue), size: hex(info.size.rawValue), nid: tdmr.pamtNode.rawValue,
                pamt_1g: pair(info.pamt1G),
                pamt_2m: pair(info.pamt2M), pamt_4k: pair(info.pamt4K),
                rsvd: info.reservedAreas.map { [hex($0.offset.rawValue), hex($0.size.rawValue)] })
        }
    }

    var pamtKB: UInt64? { layout?.pamtSize.kib }
    var entrySize: Int? { layout == nil ? nil : (512 + 16 * vector.limits.maxReservedAreas + 511) / 512 * 512 }

    /// 1 when two areas of one TDMR overlap: the comparison that sorts them warns once.
    var overlapWarnings: Int {
        let overlap = layout?.tdmrs.contains { tdmr in
            let areas = tdmr.info.reservedAreas
            return zip(areas, areas.dropFirst()).contains { $0.offset + $0.size > $1.offset }
        }
        return overlap == true ? 1 : 0
    }

    var log: [String] {
        guard vector.keyIDs.tdx > 0 else { return [] }
        let first = vector.keyIDs.mktme + 1
        var log = ["info: virt/tdx: BIOS enabled: private KeyID range [\(first), \(first + vector.keyIDs.tdx))"]
        guard hasKeyIDs else {
            return log + ["err: virt/tdx: initialization failed: too few private KeyIDs available."]
        }
        log.append("info: virt/tdx: Disable ACPI S3. Turn off TDX in the BIOS to use ACPI S3.")
        log.append("info: virt/tdx: Module version: \(pamt == .dynamic ? "2.0.18" : "1.5.08")")
        log += result.notices.map { "warn: virt/tdx: \($0)" }
        guard let error else {
            if overlapWarnings > 0 { log.append("WARN: 1") }
            if pamt == .dynamic { log.append("info: virt/tdx: Enable Dynamic PAMT") }
            return log + [
                "info: virt/tdx: \(pamtKB ?? 0) KB allocated for PAMT", "info: virt/tdx: TDX-Module initialized",
            ]
        }
        switch error {
        case .notConvertible: log.append("err: virt/tdx: \(error.message ?? "")")
        case .outOfMemory: break
        default: log.append("warn: virt/tdx: initialization failed: \(error.message ?? "")")
        }
        return log + ["err: virt/tdx: TDX-Module initialization failed (\(returnValue))"]
    }

    /// The memory notifier: an empty list lets everything through.
    var online: [String] {
        vector.queries.map { query in
            keptMemlist.isEmpty || keptMemlist.contains { $0.pages.contains(query) } ? "OK" : "BAD"
        }
    }

    var metadataReads: Int { hasKeyIDs ? (cmrPatch ? 83 : 18) + (pamt == .dynamic ? 1 : 0) : 0 }

    var seamcalls: [String] {
        guard hasKeyIDs else { return [] }
        var calls =
            ["TDH.SYS.INIT cpu0"] + (0..<2 * vector.packages).map { "TDH.SYS.LP.INIT cpu\($0)" } + ["TDH.SYS.RD* cpu0"]
        guard let layout else { return calls }
        calls += [
            "TDH.SYS.CONFIG rdx=\(layout.tdmrs.count) r8=\(vector.keyIDs.mktme + 1 + (pamt == .dynamic ? 1 << 16 : 0))",
            "WBINVD_ALL_CPUS cpu-1",
        ]
        calls += (0..<vector.packages).map { "TDH.SYS.KEY.CONFIG cpu\(2 * $0)" }
        return calls + ["TDH.SYS.TDMR.INIT x\(layout.tdmrs.count)"]
    }

    private func hex(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }
}
