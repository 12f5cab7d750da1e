import PhysicalMemory
import TDXHost
import TDXModule
import Testing

@Suite struct ModuleUpdateTests {
    static let newer = ModuleVersion(ModuleVersionNumber(1, 5, 13), handoffVersions: 0...1)

    static func update(_ rig: StartUpRig) -> EnablingError? {
        do {
            try rig.kernel.update(to: newer)
            return nil
        } catch {
            return error
        }
    }

    /// The update's calls after a start-up: the field it asks for, then one each, and all LPs again.
    static let sequence: [(leaf: SEAMCALLLeaf, earlier: Int, calls: Int)] = [
        (.sysRead, 18, 1), (.sysShutdown, 0, 1), (.loaderInstall, 0, 4), (.sysInit, 1, 1), (.sysLPInit, 4, 4),
        (.sysUpdate, 0, 1),
    ]

    @Test func `an update keeps the TDMRs and what the kernel holds`() {
        let rig = StartUpRig()
        #expect(rig.start() == nil)
        let allocations = rig.machine.allocations
        #expect(Self.update(rig) == nil)
        #expect(rig.kernel.status == .initialized)
        #expect(rig.machine.module.version == Self.newer)
        #expect(rig.machine.module.currentState == .ready)
        #expect(rig.machine.module.isEveryTDMRInitialized)
        #expect(rig.machine.module.isUsable(PhysicalAddress(0x1_3000_0000)))
        #expect(rig.machine.allocations == allocations)
        #expect(rig.machine.violations.isEmpty)
        for (leaf, earlier, calls) in Self.sequence {
            #expect(rig.machine.seamcalls.calls(of: leaf) == earlier + calls + (leaf == .sysRead ? 3 : 0), "\(leaf)")
        }
        // And once more, from the newer one.
        #expect(Self.update(rig) == nil)
        #expect(rig.enable() == nil)
    }

    @Test func `an update that fails before the shutdown changes nothing, later it is the end`() {
        for (leaf, earlier, calls) in Self.sequence {
            for place in earlier..<earlier + calls {
                for outcome in [SEAMCALLOutcome.returned(.sysBusy, SEAMCALLRegisters()), .vmFailInvalid] {
                    let comment: Comment = "\(leaf) number \(place)"
                    let rig = StartUpRig(
                        faults: [SEAMCALLFault(leaf, first: place, outcome: outcome)], hasErratum: true)
                    #expect(rig.start() == nil, comment)
                    let allocations = rig.machine.allocations
                    #expect(Self.update(rig) == .seamcall(SEAMCALLFailure(leaf: leaf, outcome: outcome)), comment)
                    // Guests' memory may still be under private keys: nothing is given back.
                    #expect(rig.machine.allocations == allocations, comment)
                    #expect(rig.machine.violations.isEmpty, comment)
                    if leaf == .sysRead || leaf == .sysShutdown {
                        #expect(rig.kernel.status == .initialized, comment)
                        #expect(rig.machine.module.currentState == .ready, comment)
                        #expect(Self.update(rig) == nil, comment)
                    } else {
                        #expect(rig.kernel.status == .failed, comment)
                        #expect(rig.machine.module.currentState != .ready, comment)
                        #expect(rig.enable() == .failedBefore, comment)
                        #expect(Self.update(rig) == .notInitialized, comment)
                    }
                }
            }
        }
    }

    @Test func `a module is not updated before it is initialised, nor by one that cannot read its state`() {
        let rig = StartUpRig()
        #expect(Self.update(rig) == .notInitialized)
        #expect(rig.machine.seamcalls.calls == 0)
        #expect(rig.start() == nil)
        let stranger = ModuleVersion(ModuleVersionNumber(2, 0, 0), handoffVersions: 7...9)
        let error = #expect(throws: EnablingError.self) { try rig.kernel.update(to: stranger) }
        guard case .seamcall(let failure) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failure.leaf == .sysUpdate)
        #expect(failure.outcome.status == .sysInvalidHandoff)
        #expect(rig.kernel.status == .failed)
    }
}
