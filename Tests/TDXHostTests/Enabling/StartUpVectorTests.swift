import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import Testing
import TestSupport

/// A module that takes every configuration, as the one did on which the genuine kernel's start-up was recorded.
private struct AgreeableModule: SEAMCALLTarget {
    let module: any SEAMCALLTarget

    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        switch leaf {
        case .sysConfig, .sysKeyConfig: .returned(.success, registers)
        // A whole TDMR in one call.
        case .sysTDMRInit: .returned(.success, SEAMCALLRegisters(rcx: registers.rcx, rdx: .max))
        default: module.seamcall(leaf, registers, on: lp)
        }
    }
}

@Suite struct StartUpVectorTests {
    @Test(arguments: LinuxVector.all, [false, true])
    func `the start-up makes the genuine kernel's calls and prints its lines`(_ vector: LinuxVector, cmrPatch: Bool)
        throws
    {
        try compare(vector, cmrPatch: cmrPatch, pamt: .static)
    }

    @Test(arguments: LinuxVector.dynamic, [false, true])
    func `so does the start-up with dynamic PAMT`(_ vector: LinuxVector, cmrPatch: Bool) throws {
        try compare(vector, cmrPatch: cmrPatch, pamt: .dynamic)
    }

    private func compare(_ vector: LinuxVector, cmrPatch: Bool, pamt: PAMTMode) throws {
        let expected = try vector.expected(cmrPatch: cmrPatch, pamt: pamt)
        let map = HostMemoryMap(
            memory: vector.memory, cmrs: vector.cmrs, limits: vector.limits, packages: vector.packages,
            keyIDs: vector.keyIDs,
            statedMaxPFN: vector.statedMaxPFN)
        let number = pamt == .static ? ModuleVersionNumber(1, 5, 8) : ModuleVersionNumber(2, 0, 18)
        let machine = EmulatedMachine(
            map, version: ModuleVersion(number, limits: vector.limits),
            // The reference counts are the first thing that is allocated.
            failingAllocation: vector.failsReferenceCounts && pamt == .dynamic ? 0 : nil,
            interceptor: { AgreeableModule(module: $0) })
        let log = RecordingLog()
        let kernel = HostKernel(
            on: machine, profile: pamt == .static ? .v7_3 : .tip,
            planner: LinuxPlanner(cmrPatch ? .cmrPatch : .plain, placer: vector.placer().placer),
            reads: cmrPatch ? .withCMRs : .basic, log: log)

        var errno = 0
        do { try kernel.start() } catch { errno = -error.errno.rawValue }
        #expect(errno == expected.ret)
        #expect(kernel.status == (expected.ret == 0 ? .initialized : .failed))
        #expect(log.lines.map(\.description) == expected.log.filter { !$0.hasPrefix("WARN") })
        #expect(machine.seamcalls.sequence == expected.seamcalls.filter { !$0.hasPrefix("WBINVD") })
        #expect(machine.seamcalls.calls(of: .sysRead) == expected.sys_rd)
        #expect(machine.flushes == expected.seamcalls.count { $0.hasPrefix("WBINVD") })
        #expect(machine.violations.isEmpty)
        if let kib = expected.pamt_kb {
            #expect(kernel.enabled?.layout.pamtSize.kib == kib)
        } else {
            #expect(machine.allocations.isEmpty)
        }
        if let counts = expected.refcount_bytes, expected.ret == 0 {
            let taken = machine.allocations.filter { $0.purpose == .referenceCounts }.map(\.size.rawValue)
            #expect(taken == [counts])
        }
        for query in expected.online {
            let pages = PageRange(query.start, query.start + query.pages)
            #expect(kernel.mayGoOnline(pages) == (query.answer == "OK"))
        }
    }
}

extension FaultInjector {
    /// The calls as the vectors write them.
    fileprivate var sequence: [String] {
        series.map { series in
            switch series.leaf {
            case .sysConfig: "\(series.leaf) rdx=\(series.registers.rdx) r8=\(series.registers.r8)"
            case .sysTDMRInit: "\(series.leaf) x\(series.calls)"
            case .sysRead: "\(series.leaf)* cpu\(series.processor.rawValue)"
            default: "\(series.leaf) cpu\(series.processor.rawValue)"
            }
        }
    }
}
