import PhysicalMemory

/// TDH.SYS.INIT and TDH.SYS.LP.INIT.
extension EmulatedModule {
    func initialize(_ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        exclusively(registers) {
            guard registers.rcx == 0 else { return .operandInvalid.detailed(SEAMCALLOperand.rcx.rawValue) }
            guard currentState == .loaded else { return .sysInitNotPending }
            if case .msr(let number) = machine.logicalProcessors[lp.rawValue].deviation {
                return .incorrectMSRValue.withDetail(number)
            }
            guard ConvertibleMemory(machine.cmrs, keyIDField: keyIDField) != nil else { return .cmrListInvalid }
            guard entropy.hasEntropy(for: .sysInit, on: lp) else { return .rndNoEntropy }
            enter(.initialized)
            return .success
        }
    }

    func initializeLP(on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        // Shared: all LPs at once.
        let status = globalLock.ifShareable { () -> SEAMCALLStatus in
            guard currentState == .initialized else { return .sysLPInitNotPending }
            guard !isInitialized(lp) else { return .sysLPInitDone }
            guard entropy.hasEntropy(for: .sysLPInit, on: lp) else { return .rndNoEntropy }
            switch machine.logicalProcessors[lp.rawValue].deviation {
            case .msr(let number): return .inconsistentMSR.withDetail(number)
            case .cpuid(let leaf): return .inconsistentCPUIDField.withDetail(leaf)
            case nil: break
            }
            return state.withLock { $0.initializedLPs.insert(lp).inserted } ? .success : .sysLPInitDone
        }
        return .returned(status ?? .sysBusy, SEAMCALLRegisters())
    }

    func isInitialized(_ lp: LogicalProcessorID) -> Bool { state.withLock { $0.initializedLPs.contains(lp) } }
}

/// TDH.SYS.CONFIG and TDH.SYS.KEY.CONFIG.
extension EmulatedModule {
    func configure(_ registers: SEAMCALLRegisters, leafVersion: UInt8) -> SEAMCALLOutcome {
        exclusively(registers) {
            var operands = ConfigOperands(
                list: PhysicalAddress(registers.rcx), count: registers.rdx, keyIDAndFlags: registers.r8)
            operands.leafVersion = leafVersion
            operands.features = registers.r9
            operands.r10 = registers.r10
            let platform = platform
            let rules = ConfigRules(platform: platform, operands: operands)
            do throws(ConfigRefusal) { try rules.checkCall() } catch { return error.status }
            let reservation = platform.rules.keyIDReservation
            if reservation == .withOperands { reserve(operands.globalKeyID) }

            let entries = EntriesInMemory(memory, list: operands.list, reservedAreas: platform.limits.maxReservedAreas)
            let verdict = SweepingConfigJudge.verdict(on: operands, entries: entries, platform: platform)
            guard verdict.isAccepted else { return verdict.status }
            if reservation == .withAllRules { reserve(operands.globalKeyID) }
            let callSize = rules.pamt == .static ? PAMTMode.staticCallSize : platform.rules.dynamicCallSize
            let tdmrs = (0..<Int(operands.count)).map { TDMRProgress(entries.entry($0), callSize: callSize) }
            state.withLock {
                $0.tdmrs = tdmrs
                $0.pamt = rules.pamt
                $0.globalKeyID = operands.globalKeyID
                // TDH.SYS.CONFIG discards pending handoff data.
                $0.handoff = nil
            }
            enter(.configured)
            return .success
        }
    }

    private func reserve(_ keyID: KeyID) { state.withLock { _ = $0.reservedKeyIDs.insert(keyID) } }

    /// Where addresses carry a KeyID by the module's own rule.
    var keyIDField: KeyIDField { version.rules.keyIDField(bits: machine.keyIDBits, addressWidth: machine.addressWidth) }

    /// The platform that the rules are checked against. The caller holds the global lock.
    private var platform: ConfigPlatform {
        let (version, initializedLPs) = state.withLock { ($0.version, $0.initializedLPs.count) }
        return ConfigPlatform(
            keyIDBits: machine.keyIDBits, addressWidth: machine.addressWidth, privateKeyIDs: machine.privateKeyIDs,
            state: currentState,
            isEveryLPInitialized: initializedLPs == machine.logicalProcessors.count, seamRange: machine.seamRange,
            cmrs: machine.cmrs,
            limits: version.limits, rules: version.rules)
    }

    func configureKey(_ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        exclusively(registers) {
            guard currentState == .configured else { return .sysKeyConfigNotPending }
            let package = machine.logicalProcessors[lp.rawValue].package
            let (hasKey, isOccupied) = state.withLock {
                ($0.keyedPackages.contains(package), $0.occupiedPackages.contains(package))
            }
            if hasKey { return .keyConfigured }
            if isOccupied { return .operandBusy.detailed(Self.keyTableOperand) }
            guard entropy.hasEntropy(for: .sysKeyConfig, on: lp) else { return .keyGenerationFailed }
            let keyed = state.withLock {
                $0.keyedPackages.insert(package)
                return $0.keyedPackages.count
            }
            if keyed == packages.count { enter(.ready) }
            return .success
        }
    }

    /// The operand that names the processor's key encryption table.
    static let keyTableOperand: UInt8 = 187
}
