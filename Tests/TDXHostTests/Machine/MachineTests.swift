import Guarded
import PhysicalMemory
import TDXHost
import TDXModule
import TestSupport
import Testing

@Suite struct MachineTests {
    /// Answers every call with its leaf's number, so that it is seen which calls arrive.
    private struct Echo: SEAMCALLTarget {
        let arrived = Guarded<[SEAMCALLLeaf]>([])

        func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID)
            -> SEAMCALLOutcome
        {
            arrived.withLock { $0.append(leaf) }
            return .returned(.success, registers)
        }
    }

    @Test func `faults strike the calls that they count, and all calls are on record`() {
        let leaves: [SEAMCALLLeaf] = [.sysInit, .sysLPInit, .sysRead]
        var struck = 0
        for seed in TestSeed.several(200) {
            var maker = MachineMaker(seed: seed)
            let faults = (0..<maker.pick(0...3)).map { _ in
                SEAMCALLFault(
                    maker.one(of: leaves + [nil]), first: maker.pick(0...6), count: maker.pick(1...3), status: .sysBusy)
            }
            let echo = Echo()
            let injector = FaultInjector(echo, faults: faults)
            var (made, passed, runs): ([SEAMCALLLeaf], [SEAMCALLLeaf], [(SEAMCALLLeaf, Int, Int)]) = ([], [], [])
            for _ in 0..<20 {
                let (leaf, lp) = (maker.one(of: leaves), maker.pick(0...1))
                let fails = faults.contains { fault in
                    let number = fault.leaf == nil ? made.count : made.count { $0 == leaf }
                    return (fault.leaf == nil || fault.leaf == leaf) && fault.first <= number
                        && number < fault.first + fault.count
                }
                let outcome = injector.seamcall(leaf, SEAMCALLRegisters(rcx: 5), on: LogicalProcessorID(lp))
                #expect(outcome.status == (fails ? .sysBusy : .success), "seed \(seed), call \(made.count)")
                if fails { struck += 1 } else { passed.append(leaf) }
                made.append(leaf)
                if let last = runs.last, last.0 == leaf, last.1 == lp {
                    runs[runs.count - 1].2 += 1
                } else {
                    runs.append((leaf, lp, 1))
                }
            }
            #expect(echo.arrived.withLock { $0 } == passed, "seed \(seed)")
            #expect(injector.calls == made.count, "seed \(seed)")
            for leaf in leaves { #expect(injector.calls(of: leaf) == made.count { $0 == leaf }, "seed \(seed)") }
            let recorded = injector.series
            #expect(recorded.map(\.leaf) == runs.map(\.0) && recorded.map(\.calls) == runs.map(\.2), "seed \(seed)")
            #expect(recorded.map(\.processor) == runs.map { LogicalProcessorID($0.1) }, "seed \(seed)")
        }
        #expect(struck > 100)
    }

    @Test func `allocations lie apart, are known until they are freed, and one fails where it is to`() throws {
        let machine = EmulatedMachine(StartUpRig.map, failingAllocation: 2)
        let first = try #require(machine.allocate(.pages(3), for: .tdmrList))
        let second = try #require(machine.allocate(ByteCount(1), for: .memlistEntry))
        #expect(machine.allocate(.page, for: .addressList) == nil)
        let third = try #require(machine.allocate(.page, for: .addressList))
        // One byte takes a page.
        #expect(second.base - first.base == .pages(3) && third.base - second.base == .page)
        #expect(machine.allocationsAsked == 4 && machine.allocations == [first, second, third])
        // No piece is larger than what the page allocator has, unless it may be scattered.
        #expect(machine.allocate(.gib(1) + .page, for: .tdmrList) == nil)
        #expect(machine.allocate(.gib(2), for: .referenceCounts) != nil)
        machine.free(second)
        #expect(machine.violations == [])
        machine.free(second)
        #expect(machine.violations == [.freedTwice(.memlistEntry)])
        #expect(!machine.allocations.contains(second))
    }

    /// A machine whose module has a TDMR's PAMT, taken with or without what a kernel must do.
    private static func machine(hasErratum: Bool) throws -> (EmulatedMachine, [HostAllocation]) {
        let rig = StartUpRig(hasErratum: hasErratum)
        #expect(rig.start() == nil && rig.machine.violations == [])
        let tables = rig.machine.allocations.filter { if case .pamt = $0.purpose { true } else { false } }
        try #require(!tables.isEmpty)
        return (rig.machine, tables)
    }

    @Test func `memory that the module used does harm unless caches are flushed and pages are cleared`() throws {
        for hasErratum in [false, true] {
            let (machine, tables) = try Self.machine(hasErratum: hasErratum)
            machine.free(tables[0])
            let harm: [EmulatedMachine.Violation] = [.freedWithoutFlush(tables[0].purpose)]
            #expect(
                machine.violations
                    == (hasErratum ? harm + [.freedWithoutClearing(tables[0].purpose)] : harm))
            let before = machine.violations
            machine.flushCaches()
            machine.clear(tables[1])
            machine.free(tables[1])
            #expect(machine.violations == before && machine.cleared >= tables[1].size)
        }
    }

    @Test func `a call on an LP that is offline is a fault of the kernel`() {
        let machine = EmulatedMachine(StartUpRig.map)
        let lp = LogicalProcessorID(3)
        machine.setOnline(lp, false)
        #expect(!machine.isOnline(lp) && machine.processors.all.filter(machine.isOnline).count == 3)
        _ = machine.seamcall(.sysInit, SEAMCALLRegisters(), on: lp)
        #expect(machine.violations == [.seamcallOnOfflineProcessor(lp, .sysInit)])
        machine.setOnline(lp, true)
        _ = machine.seamcall(.sysLPInit, SEAMCALLRegisters(), on: lp)
        #expect(machine.violations.count == 1)
    }

    @Test func `a body runs once for each LP, also at the same time`() {
        for isConcurrent in [false, true] {
            let machine = EmulatedMachine(StartUpRig.map, isConcurrent: isConcurrent)
            let seen = Guarded<[LogicalProcessorID]>([])
            machine.forEach(of: Array(machine.processors.all)) { lp in seen.withLock { $0.append(lp) } }
            #expect(Set(seen.withLock { $0 }) == Set(machine.processors.all))
            #expect(seen.withLock { $0.count } == 4)
        }
    }
}
