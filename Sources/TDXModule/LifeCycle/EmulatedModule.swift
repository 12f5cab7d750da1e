import Guarded
public import PhysicalMemory
import Synchronization

/// The TDX module as a host sees it from loading to the last TDH.SYS.TDMR.INIT, through a run-time update, and with the PAMT pages of dynamic PAMT:
/// states, locks and statuses, without the time they take.
///
/// Any number of threads may call it, each as an LP of its own. As in the module nothing ever waits: a taken lock is a busy status.
public final class EmulatedModule: SEAMCALLTarget {
    /// The machine the module was loaded on.
    public let machine: ModuleMachine
    let packages: Set<Int>
    let memory: any OperandMemory
    let entropy: any EntropySource
    /// The module's own global lock.
    let globalLock = ModuleLock()
    /// The `ModuleState`, which the dispatcher reads without a lock; changed only under the global lock.
    private let phase = Atomic<UInt8>(ModuleState.loaded.rawValue)
    /// Locked only while it is read or changed, never for a whole call.
    let state: Guarded<State>

    struct State {
        var version: ModuleVersion
        var initializedLPs: Set<LogicalProcessorID> = []
        var keyedPackages: Set<Int> = []
        /// Packages whose key table a PCONFIG elsewhere occupies.
        var occupiedPackages: Set<Int> = []
        var globalKeyID: KeyID?
        var reservedKeyIDs: Set<KeyID> = []
        var pamt = PAMTMode.static
        var tdmrs: [TDMRProgress] = []
        /// Blocks of 2 MiB that have their pair of PAMT pages, and pages that TDs have.
        var pamtPairs: [UInt64: PAMTPagePair] = [:]
        var pagesInUse: Set<PageFrame> = []
        /// The state that the previous module left behind.
        var handoff: Handoff?
    }

    /// The state that survives an update.
    struct Handoff {
        var version: UInt16
        var globalKeyID: KeyID?
        var reservedKeyIDs: Set<KeyID>
        var pamt: PAMTMode
        var tdmrs: [TDMRProgress]
        var pamtPairs: [UInt64: PAMTPagePair]
        var pagesInUse: Set<PageFrame>
    }

    /// A freshly loaded module on `machine`, which reads its operands from `memory`.
    public init(
        on machine: ModuleMachine, memory: some OperandMemory, version: ModuleVersion = .v1_5_01,
        entropy: some EntropySource = UnlimitedEntropy()
    ) {
        self.machine = machine
        packages = machine.packages
        self.memory = memory
        self.entropy = entropy
        state = Guarded(State(version: version))
    }

    /// Executes SEAMCALL on `lp`.
    /// - Precondition: the machine has that LP.
    public func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID)
        -> SEAMCALLOutcome
    {
        precondition(machine.logicalProcessors.indices.contains(lp.rawValue), "the machine has no such LP")
        if let refusal = refusal(of: leaf) { return .returned(refusal, registers) }
        switch leaf.number {
        case .sysTDMRInit: return initializeTDMR(registers)
        case .sysRead: return readMetadata(registers, on: lp)
        case .sysInfo: return writeInformation(registers, on: lp)
        case .sysInit: return initialize(registers, on: lp)
        case .sysLPInit: return initializeLP(on: lp)
        case .sysConfig: return configure(registers, leafVersion: leaf.version)
        case .sysKeyConfig: return configureKey(registers, on: lp)
        case .sysShutdown: return shutDown(registers)
        case .sysUpdate: return takeOver(registers)
        case .pamtAdd where version.rules.supportsDynamicPAMT: return addPAMTPages(registers)
        case .pamtRemove where version.rules.supportsDynamicPAMT: return removePAMTPages(registers)
        // The leaf number itself is the invalid operand, RAX: 0.
        default: return .returned(.operandInvalid, registers)
        }
    }

    /// The dispatcher's refusal before a leaf runs: of all leaves after a shutdown, and of all but the start-up's before the module is ready.
    private func refusal(of leaf: SEAMCALLLeaf) -> SEAMCALLStatus? {
        // RAX: 0. Bits that no leaf has, or a version of a leaf that has none.
        if leaf.rawValue >> 24 != 0
            || leaf.version > 0 && !(version.rules.hasLeafVersions && Self.versionedLeaves.contains(leaf.number))
        {
            return .operandInvalid
        }
        return switch currentState {
        case .ready: nil
        case .shutDown: .sysShutdown
        case .loaded, .initialized, .configured: Self.startUpLeaves.contains(leaf.number) ? nil : .sysNotReady
        }
    }

    private static let versionedLeaves: Set<SEAMCALLLeaf> = [.sysConfig, .sysUpdate]
    private static let startUpLeaves: Set<SEAMCALLLeaf> = [
        .sysInfo, .sysRead, .sysInit, .sysLPInit, .sysConfig, .sysKeyConfig, .sysUpdate,
    ]

    /// The caller holds the global lock.
    func enter(_ next: ModuleState) { phase.store(next.rawValue, ordering: .releasing) }

    /// Leaf functions with module scope run exclusively: one attempt to take the global lock.
    func exclusively(_ registers: SEAMCALLRegisters, _ body: () -> SEAMCALLStatus) -> SEAMCALLOutcome {
        .returned(globalLock.ifFree(body) ?? .sysBusy, registers)
    }
}

/// The state as an observer outside the machine sees it.
extension EmulatedModule {
    /// How far the start-up has come.
    public var currentState: ModuleState {
        // Only raw values of states are ever stored.
        ModuleState(rawValue: phase.load(ordering: .acquiring)) ?? .loaded
    }

    /// The version that is loaded now; changes with an update.
    public var version: ModuleVersion { state.withLock { $0.version } }
    /// LPs that have done TDH.SYS.LP.INIT.
    package var initializedLPCount: Int { state.withLock { $0.initializedLPs.count } }
    /// Packages that have done TDH.SYS.KEY.CONFIG.
    package var keyedPackageCount: Int { state.withLock { $0.keyedPackages.count } }
    /// The KeyID of the module's own metadata, once TDH.SYS.CONFIG succeeded.
    public var globalKeyID: KeyID? { state.withLock { $0.globalKeyID } }
    /// KeyIDs that no TD can have: the global one, and those of refused attempts to configure.
    public var reservedKeyIDs: Set<KeyID> { state.withLock { $0.reservedKeyIDs } }
    /// Whether every page of every configured TDMR is initialised; false before TDH.SYS.CONFIG.
    public var isEveryTDMRInitialized: Bool {
        let tdmrs = state.withLock { $0.tdmrs }
        return !tdmrs.isEmpty && tdmrs.allSatisfy(\.isComplete)
    }

    /// Whether the page at `address` may be given to a TD: inside a TDMR, outside its reserved areas, in a GiB whose calls are done.
    public func isUsable(_ address: PhysicalAddress) -> Bool {
        guard currentState == .ready, let tdmr = tdmr(holding: address) else { return false }
        return tdmr.isInitialized(address) && !tdmr.isReserved(address)
    }

    private func tdmr(holding address: PhysicalAddress) -> TDMRProgress? {
        state.withLock { $0.tdmrs.first { $0.base <= address && address < $0.base + $0.size } }
    }
}

/// Locks held as another LP's call would hold them, for tests of a host.
extension EmulatedModule {
    /// Holds the global lock while `body` runs, as an exclusive leaf on another LP would; nil where it is held already.
    package func whileGloballyBusy<Result>(_ body: () -> Result) -> Result? { globalLock.ifFree(body) }

    /// Holds the lock of the TDMR at `base` while `body` runs; nil where there is no such TDMR.
    package func whileBusy<Result>(_ base: PhysicalAddress, _ body: () -> Result) -> Result? {
        state.withLock { $0.tdmrs.first { $0.base == base } }.map { $0.occupied(body) }
    }

    /// Keeps the key table of `package` occupied while `body` runs.
    package func whileKeyTableBusy<Result>(_ package: Int, _ body: () -> Result) -> Result {
        state.withLock { _ = $0.occupiedPackages.insert(package) }
        defer { state.withLock { _ = $0.occupiedPackages.remove(package) } }
        return body()
    }
}
