/// Run-time update: TDH.SYS.SHUTDOWN packs the state, a new module is installed and initialised, TDH.SYS.UPDATE takes the state over. The TDMRs and
/// the progress of their initialisation stay.
extension EmulatedModule {
    func shutDown(_ registers: SEAMCALLRegisters) -> SEAMCALLOutcome {
        // The one leaf that looks at its operand before the lock. RCX: the version of the state to leave behind.
        guard let handoff = UInt16(exactly: registers.rcx), version.handoffVersions.contains(handoff) else {
            return .returned(.operandInvalid.detailed(SEAMCALLOperand.rcx.rawValue), registers)
        }
        return exclusively(registers) {
            state.withLock {
                $0.handoff = Handoff(
                    version: handoff, globalKeyID: $0.globalKeyID, reservedKeyIDs: $0.reservedKeyIDs, pamt: $0.pamt,
                    tdmrs: $0.tdmrs,
                    pamtPairs: $0.pamtPairs, pagesInUse: $0.pagesInUse)
            }
            enter(.shutDown)
            return .success
        }
    }

    /// Why a module cannot be installed.
    public enum InstallationError: Error, Hashable, Sendable {
        /// The one before it has not been shut down.
        case moduleRunning
        /// A leaf of the one before it is still running.
        case moduleBusy
    }

    /// Replaces a module that was shut down, as the P-SEAM loader does: a new one begins before TDH.SYS.INIT, with no LP initialised.
    public func install(_ version: ModuleVersion) throws(InstallationError) {
        let result = globalLock.ifFree { () -> Result<Void, InstallationError> in
            guard currentState == .shutDown else { return .failure(.moduleRunning) }
            state.withLock {
                var fresh = State(version: version)
                fresh.handoff = $0.handoff
                fresh.occupiedPackages = $0.occupiedPackages
                $0 = fresh
            }
            enter(.loaded)
            return .success(())
        }
        guard let result else { throw .moduleBusy }
        try result.get()
    }

    func takeOver(_ registers: SEAMCALLRegisters) -> SEAMCALLOutcome {
        exclusively(registers) {
            let (initializedLPs, handoff, versions) = state.withLock {
                ($0.initializedLPs.count, $0.handoff, $0.version.handoffVersions)
            }
            guard currentState == .initialized, initializedLPs == machine.logicalProcessors.count else {
                return .sysStateIncorrect
            }
            guard let handoff, versions.contains(handoff.version) else { return .sysInvalidHandoff }
            state.withLock {
                $0.globalKeyID = handoff.globalKeyID
                $0.reservedKeyIDs = handoff.reservedKeyIDs
                $0.pamt = handoff.pamt
                $0.tdmrs = handoff.tdmrs
                $0.pamtPairs = handoff.pamtPairs
                $0.pagesInUse = handoff.pagesInUse
                $0.keyedPackages = packages
                $0.handoff = nil
            }
            enter(.ready)
            return .success
        }
    }
}
