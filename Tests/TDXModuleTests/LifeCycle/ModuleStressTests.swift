import Guarded
import PhysicalMemory
import SeededRandom
import Synchronization
import TDXModule
import TestSupport
import Testing

/// Real threads, one per LP. Run under the thread sanitizer these also show that no state is shared without a lock.
@Suite struct ModuleStressTests {
    private static let lps = 4

    private func onEveryLP(_ body: @escaping @Sendable (Int) -> Void) { onThreads(Self.lps, body) }

    @Test func `LPs that initialise TDMRs together do every call once`() {
        let driver = ModuleDriver()
        #expect(driver.start() == .success)
        let seed = TestSeed.next()
        let successes = Atomic<Int>(0)
        let strange = Atomic<Int>(0)
        onEveryLP { lp in
            var random = SeededRandom(seed: seed &+ UInt64(lp))
            while !driver.module.isEveryTDMRInitialized {
                let tdmr = ReferenceLayout.tdmrs[Int(random.below(UInt64(ReferenceLayout.tdmrs.count)))]
                let (status, next) = driver.initializeTDMR(tdmr.base, lp: lp)
                switch status {
                case .success:
                    successes.add(1, ordering: .relaxed)
                    // What the module reports as done is usable from this moment on, on every LP.
                    if next > tdmr.base && !driver.module.isUsable(PhysicalAddress(next.rawValue - 4096)) {
                        strange.add(1, ordering: .relaxed)
                    }
                case SEAMCALLStatus.operandBusy.detailed(1), .tdmrAlreadyInitialized: break
                default: strange.add(1, ordering: .relaxed)
                }
            }
        }
        #expect(successes.load(ordering: .relaxed) == 256 * 6, "seed \(seed)")
        #expect(strange.load(ordering: .relaxed) == 0, "seed \(seed)")
    }

    @Test func `LPs start a module together, each retrying what was busy`() {
        let driver = ModuleDriver()
        let done = Guarded<[SEAMCALLLeaf: Int]>([:])
        onEveryLP { lp in
            while driver.module.currentState != .ready {
                let leaves: [SEAMCALLLeaf] = [.sysInit, .sysLPInit, .sysKeyConfig]
                for leaf in leaves where driver.status(leaf, lp: lp) == .success {
                    done.withLock { $0[leaf, default: 0] += 1 }
                }
                // The operands are the same on every LP; only one call may succeed.
                if driver.configure() == .success { done.withLock { $0[.sysConfig, default: 0] += 1 } }
            }
        }
        #expect(done.withLock { $0 } == [.sysInit: 1, .sysLPInit: 4, .sysConfig: 1, .sysKeyConfig: 2])
    }

    /// What each leaf may answer, in any state and against any other call.
    private static let answers: [SEAMCALLLeaf: Set<SEAMCALLStatus>] = {
        let everywhere: Set<SEAMCALLStatus> = [.success, .sysShutdown, .sysBusy]
        return [
            .sysInit: everywhere.union([.sysInitNotPending]),
            .sysLPInit: everywhere.union([.sysLPInitNotPending, .sysLPInitDone]),
            .sysConfig: everywhere.union([.sysConfigNotPending]),
            .sysKeyConfig: everywhere.union([.sysKeyConfigNotPending, .keyConfigured]),
            .sysTDMRInit: [
                .success, .sysShutdown, .sysNotReady, .operandBusy.detailed(1), .tdmrAlreadyInitialized,
                .operandInvalid.detailed(1),
            ],
            .sysRead: [.success, .sysShutdown, .sysLPInitNotDone],
            .sysShutdown: everywhere.union([.sysNotReady]),
            .sysUpdate: everywhere.union([.sysStateIncorrect, .sysInvalidHandoff]),
        ]
    }()

    @Test func `any calls in any order get documented answers through updates`() {
        let driver = ModuleDriver()
        _ = driver.start(until: .initialized)
        let leaves = Self.answers.keys.sorted { $0.rawValue < $1.rawValue }
        let strange = Guarded<[String]>([])
        let updates = Atomic<Int>(0)
        let seed = TestSeed.next()
        onEveryLP { lp in
            var random = SeededRandom(seed: seed &+ UInt64(lp))
            for _ in 0..<5_000 {
                let leaf = leaves[Int(random.below(UInt64(leaves.count)))]
                let status: SEAMCALLStatus
                switch leaf {
                case .sysConfig: status = driver.configure()
                case .sysTDMRInit:
                    status = driver.initializeTDMR(ReferenceLayout.tdmrs[Int(random.below(2))].base, lp: lp).0
                case .sysRead:
                    status = driver.status(leaf, SEAMCALLRegisters(rdx: MetadataField.maxTDMRs.rawValue), lp: lp)
                default: status = driver.status(leaf, lp: lp)
                }
                if leaf == .sysUpdate && status == .success { updates.add(1, ordering: .relaxed) }
                if Self.answers[leaf]?.contains(status) != true {
                    strange.withLock { $0.append("\(leaf) \(status.name)") }
                }
                _ = driver.module.isUsable(ReferenceLayout.tdmrs[0].base)
                if driver.module.currentState == .shutDown { try? driver.module.install(.v1_5_01) }
            }
        }
        #expect(strange.withLock { Set($0) } == [], "seed \(seed)")
        #expect(updates.load(ordering: .relaxed) > 0, "seed \(seed)")
    }
}
