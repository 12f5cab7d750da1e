import PhysicalMemory
import TDXModule

/// A host that does just what a test asks: an emulated module, its operand memory, and one function per leaf.
struct ModuleDriver {
    let memory = SparseMemory()
    let module: EmulatedModule

    /// 4 LPs in 2 packages, CMRs of the reference layout.
    static let machine = ModuleMachine(logicalProcessors: 4, packages: 2, keyIDs: .usual, cmrs: ReferenceLayout.cmrs)
    static let list = PhysicalAddress(0x100000)
    static let lp0 = LogicalProcessorID(0)

    init(
        machine: ModuleMachine = Self.machine, version: ModuleVersion = .v1_5_01,
        entropy: some EntropySource = UnlimitedEntropy()
    ) {
        module = EmulatedModule(on: machine, memory: memory, version: version, entropy: entropy)
    }

    func call(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters = SEAMCALLRegisters(), lp: Int = 0) -> (
        SEAMCALLStatus, SEAMCALLRegisters
    ) {
        guard case .returned(let status, let registers) = module.seamcall(leaf, registers, on: LogicalProcessorID(lp))
        else {
            preconditionFailure("an emulated module always returns")
        }
        return (status, registers)
    }

    func status(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters = SEAMCALLRegisters(), lp: Int = 0)
        -> SEAMCALLStatus
    {
        call(leaf, registers, lp: lp).0
    }

    /// Writes the list and the entries where Linux would, and calls TDH.SYS.CONFIG.
    func configure(
        _ tdmrs: [TDMRInfo] = ReferenceLayout.tdmrs, keyID: KeyID = KeyIDCounts.usual.globalKeyID,
        pamt: PAMTMode = .static
    ) -> SEAMCALLStatus {
        let slot = TDMRInfo.linuxSlotSize()
        for (index, tdmr) in tdmrs.enumerated() {
            let entry = PhysicalAddress(0x200000) + UInt64(index) * slot
            memory.setWords(tdmr.words(), at: entry)
            memory.setWord(entry.rawValue, at: Self.list + ByteCount(UInt64(8 * index)))
        }
        let operands = ConfigOperands(list: Self.list, count: UInt64(tdmrs.count), globalKeyID: keyID, pamt: pamt)
        return status(
            .sysConfig, SEAMCALLRegisters(rcx: operands.list.rawValue, rdx: operands.count, r8: operands.keyIDAndFlags))
    }

    /// Everything up to the state `target`; stops at the first status that is no success.
    func start(until target: ModuleState = .ready, pamt: PAMTMode = .static) -> SEAMCALLStatus {
        var steps: [() -> SEAMCALLStatus] = []
        if target.rawValue >= ModuleState.initialized.rawValue {
            steps.append { status(.sysInit) }
            for lp in module.machine.logicalProcessors.indices { steps.append { status(.sysLPInit, lp: lp) } }
        }
        if target.rawValue >= ModuleState.configured.rawValue { steps.append { configure(pamt: pamt) } }
        if target.rawValue >= ModuleState.ready.rawValue {
            for package in module.machine.packages.sorted() {
                let lp = module.machine.logicalProcessors.firstIndex { $0.package == package } ?? 0
                steps.append { status(.sysKeyConfig, lp: lp) }
            }
        }
        for step in steps {
            let status = step()
            if status != .success { return status }
        }
        return .success
    }

    func initializeTDMR(_ base: PhysicalAddress, lp: Int = 0) -> (SEAMCALLStatus, next: PhysicalAddress) {
        let (status, registers) = call(.sysTDMRInit, SEAMCALLRegisters(rcx: base.rawValue), lp: lp)
        return (status, PhysicalAddress(registers.rdx))
    }
}
