import Dispatch
import Foundation
import Guarded
import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// Real threads; meant to be run under the thread sanitizer as well.
@Suite struct ConcurrentEnablingTests {
    static let rounds = 20

    /// 8 LPs, 8 TDMRs of 2 GiB on 2 nodes.
    static let map = HostMemoryMap(
        memory: (0..<8).map { i in
            let start = 0x100000 + UInt64(i) * 0x100000
            return MemoryRegion(pages: PageRange(start, start + 0x7f000), node: NodeID(UInt32(i % 2)))
        },
        packages: 2, statedLogicalProcessors: 8)

    /// Runs `body` on `count` threads at once and gathers what they return.
    static func concurrently<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        let results = Guarded<[Result]>([])
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = body(index)
            results.withLock { $0.append(result) }
        }
        return results.withLock { $0 }
    }

    @Test func `LPs may be enabled all at once, and again`() {
        for _ in 0..<Self.rounds {
            let rig = StartUpRig(Self.map, profile: .v6_8)
            let errors = Self.concurrently(24) { index -> EnablingError? in
                do throws(EnablingError) {
                    try rig.kernel.enableProcessor(LogicalProcessorID(index % 8))
                    return nil
                } catch { return error }
            }
            #expect(errors.allSatisfy { $0 == nil })
            #expect(rig.machine.seamcalls.calls(of: .sysInit) == 1)
            #expect(rig.machine.seamcalls.calls(of: .sysLPInit) == 8)
            #expect(rig.machine.module.initializedLPCount == 8)
        }
    }

    @Test func `who finds an LP being enabled comes back when it is`() {
        for _ in 0..<Self.rounds {
            let first = Guarded(true)
            let machine = EmulatedMachine(Self.map) { _, leaf in
                guard leaf == .sysLPInit else { return }
                // Long enough for the other caller to come back, if it does not wait.
                if first.withLock({ isFirst in
                    defer { isFirst = false }; return isFirst
                }) {
                    usleep(2000)
                }
            }
            let kernel = HostKernel(
                on: machine, profile: .v6_8, planner: LinuxPlanner(.plain, placer: nil), reads: .basic,
                log: RecordingLog())
            let found = Guarded<[Int]>([])
            onThreads(4) { _ in
                guard (try? kernel.enableProcessor(LogicalProcessorID(0))) != nil else { return }
                let initialized = machine.module.initializedLPCount
                found.withLock { $0.append(initialized) }
            }
            #expect(found.withLock { $0 } == [1, 1, 1, 1])
        }
    }

    @Test func `of many callers one initialises the module and all return success`() {
        for _ in 0..<Self.rounds {
            let rig = StartUpRig(Self.map, profile: .v6_8)
            let errors = Self.concurrently(8) { index -> EnablingError? in
                // The memory notifier is asked all the while; it may see the list or no list, never half of one.
                _ = rig.kernel.mayGoOnline(PageRange(0x100000, 0x100100))
                return rig.start()
            }
            #expect(errors.allSatisfy { $0 == nil })
            #expect(rig.machine.seamcalls.calls(of: .sysConfig) == 1)
            #expect(rig.machine.seamcalls.calls(of: .sysTDMRInit) == 16 * 256)
            #expect(rig.machine.module.isEveryTDMRInitialized)
            #expect(rig.machine.violations.isEmpty)
            #expect(!rig.kernel.mayGoOnline(PageRange(0x17f000, 0x17f001)))
        }
    }

    @Test func `of many callers one meets the failure and the others are refused for good`() {
        for _ in 0..<Self.rounds {
            let fault = SEAMCALLFault(.sysConfig, status: .tdmrOutsideCMRs.detailed(1))
            let rig = StartUpRig(Self.map, profile: .v6_8, faults: [fault])
            let errors = Self.concurrently(8) { _ in rig.start()?.errno }
            #expect(errors.count { $0 == .EIO } == 1)
            #expect(errors.count { $0 == .EINVAL } == 7)
            #expect(rig.machine.seamcalls.calls(of: .sysConfig) == 1)
            #expect(rig.machine.allocations.isEmpty)
            #expect(rig.kernel.status == .failed)
        }
    }

    @Test func `LPs initialise different TDMRs at once and never meet in one`() {
        for _ in 0..<Self.rounds {
            let rig = StartUpRig(Self.map, isConcurrent: true, initialization: .parallel)
            #expect(rig.start() == nil)
            #expect(rig.machine.module.isEveryTDMRInitialized)
            // No call was wasted on a TDMR in other hands, which would have ended the start-up with OPERAND_BUSY.
            #expect(rig.machine.seamcalls.calls(of: .sysTDMRInit) == 16 * 256)
            #expect(rig.machine.violations.isEmpty)
        }
    }

    @Test func `a failure on one LP stops all and nothing is left`() {
        for place in [0, 1, 255, 256, 2000, 16 * 256 - 1] {
            let fault = SEAMCALLFault(.sysTDMRInit, first: place, status: .sysBusy)
            let rig = StartUpRig(
                Self.map, faults: [fault], hasErratum: true, isConcurrent: true, initialization: .parallel)
            #expect(rig.start()?.errno == .EIO)
            #expect(rig.machine.allocations.isEmpty)
            #expect(rig.machine.violations.isEmpty)
            #expect(rig.machine.flushes == 2)
            #expect(rig.kernel.status == .failed)
        }
    }

    @Test func `an update under load is one update`() {
        for _ in 0..<Self.rounds {
            let rig = StartUpRig(Self.map, isConcurrent: true, initialization: .parallel)
            #expect(rig.start() == nil)
            let errors = Self.concurrently(4) { index -> EnablingError? in
                index == 0 ? ModuleUpdateTests.update(rig) : rig.enable()
            }
            #expect(errors.allSatisfy { $0 == nil })
            #expect(rig.machine.module.version == ModuleUpdateTests.newer)
        }
    }
}
