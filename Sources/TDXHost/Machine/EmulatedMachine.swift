import Dispatch
import Guarded
public import MemoryMaps
public import PhysicalMemory
public import TDXModule

/// A machine for a host's kernel to start TDX on: memory that is only accounted for, LPs that can be taken offline, and the emulated module.
///
/// It records in `violations` what would corrupt memory or stop a real machine.
public final class EmulatedMachine: HostMachine {
    /// Something that corrupts memory, or stops a real machine.
    public enum Violation: Hashable, Sendable {
        /// A SEAMCALL on an LP that is offline.
        case seamcallOnOfflineProcessor(LogicalProcessorID, SEAMCALLLeaf)
        /// Lines of KeyID 0 in some cache would be written back over the PAMTs.
        case keyConfiguredWithDirtyCaches(LogicalProcessorID)
        /// Lines under the module's key in some cache would be written back over the memory's next user.
        case freedWithoutFlush(AllocationPurpose)
        /// A page still under the module's key: the next partial write to it is a machine check.
        case freedWithoutClearing(AllocationPurpose)
        /// Memory was given back twice.
        case freedTwice(AllocationPurpose)
    }

    /// LPs and packages.
    public let processors: ProcessorTopology
    public let keyIDs: KeyIDCounts
    public let memory: [MemoryRegion]
    public let maxPFN: PageFrame
    public let hasPartialWriteErratum: Bool
    /// Features of the processors and the kernel's configuration.
    public let platform: HostPlatform
    /// The module that is loaded.
    public let module: EmulatedModule
    public let operandMemory: any OperandMemory
    /// Whether `forEach` works on several threads.
    package let isConcurrent: Bool
    /// All SEAMCALLs go through it: it records each, and makes chosen ones fail.
    public let seamcalls: FaultInjector
    private let failingAllocation: Int?
    private let vmxErrors: [LogicalProcessorID: HostErrno]
    private let state: Guarded<State>
    /// Whether memory hotplug is held off. A value with a size: the thread sanitizer would mistake an empty one for the next member.
    private let isHotplugHeldOff = Guarded(false)

    private struct State {
        var offline: Set<LogicalProcessorID> = []
        var inVMX: Set<LogicalProcessorID> = []
        var allocations: [Int: HostAllocation] = [:]
        var allocationsAsked = 0
        var nextHeapPage: UInt64 = 256
        var flushes = 0
        /// Whether a cache may hold lines of the PAMTs under KeyID 0, and under the module's.
        var hostLinesInCaches = false
        var moduleLinesInCaches = false
        /// Numbers of the PAMT allocations that the module took, and of those not cleared since.
        var takenByModule: Set<Int> = []
        var uncleared: Set<Int> = []
        var cleared: ByteCount = .zero
        var violations: [Violation] = []
    }

    /// - Parameters:
    ///   - map: memory, CMRs (the memory regions where they are unknown), packages and KeyIDs.
    ///   - version: the module that is loaded.
    ///   - hasPartialWriteErratum: whether a partial write to private memory poisons it.
    ///   - isConcurrent: whether LPs really run at the same time.
    ///   - entropy: what the module draws its keys from.
    ///   - platform: what the processors and the configuration bring along.
    ///   - faults: SEAMCALLs that fail.
    ///   - failingAllocation: the allocation that fails, counted from 0.
    ///   - vmxErrors: LPs on which VMXON fails.
    ///   - observer: called before each SEAMCALL.
    ///   - interceptor: puts something between the machine and its module.
    public init(
        _ map: HostMemoryMap, version: ModuleVersion = .v1_5_01, hasPartialWriteErratum: Bool = false,
        isConcurrent: Bool = false,
        entropy: some EntropySource = UnlimitedEntropy(), faults: [SEAMCALLFault] = [], failingAllocation: Int? = nil,
        platform: HostPlatform = HostPlatform(), vmxErrors: [LogicalProcessorID: HostErrno] = [:],
        observer: (@Sendable (_ number: Int, SEAMCALLLeaf) -> Void)? = nil,
        interceptor: (any SEAMCALLTarget) -> any SEAMCALLTarget = { $0 }
    ) {
        processors = ProcessorTopology(map)
        keyIDs = map.keyIDs
        memory = map.memory
        maxPFN = map.maxPFN
        self.hasPartialWriteErratum = hasPartialWriteErratum
        self.isConcurrent = isConcurrent
        self.failingAllocation = failingAllocation
        self.platform = platform
        self.vmxErrors = vmxErrors
        let operandMemory = SparseMemory()
        self.operandMemory = operandMemory
        let cmrs = map.cmrs ?? map.memory.map { CMR($0.pages) }
        let machine = ModuleMachine(
            logicalProcessors: processors.processors, packages: processors.packages, keyIDs: map.keyIDs, cmrs: cmrs)
        module = EmulatedModule(on: machine, memory: operandMemory, version: version, entropy: entropy)
        seamcalls = FaultInjector(LoaderBeside(module: interceptor(module)), faults: faults, observer: observer)
        state = Guarded(State())
    }

    public func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID)
        -> SEAMCALLOutcome
    {
        state.withLock {
            if $0.offline.contains(lp) { $0.violations.append(.seamcallOnOfflineProcessor(lp, leaf)) }
            if leaf == .sysKeyConfig, $0.hostLinesInCaches { $0.violations.append(.keyConfiguredWithDirtyCaches(lp)) }
        }
        let outcome = seamcalls.seamcall(leaf, registers, on: lp)
        if outcome.status == .success, leaf == .sysConfig || leaf == .sysTDMRInit {
            state.withLock {
                let taken = $0.allocations.values.filter { if case .pamt = $0.purpose { true } else { false } }.map(
                    \.number)
                $0.takenByModule.formUnion(taken)
                if leaf == .sysTDMRInit {
                    $0.uncleared.formUnion(taken)
                    $0.moduleLinesInCaches = true
                }
            }
        }
        return outcome
    }

    /// Whether `processor` is online. - Complexity: O(1), a lock.
    public func isOnline(_ processor: LogicalProcessorID) -> Bool { state.withLock { !$0.offline.contains(processor) } }

    public func enterVMX(on processor: LogicalProcessorID) -> HostErrno? {
        if let errno = vmxErrors[processor] { return errno }
        state.withLock { _ = $0.inVMX.insert(processor) }
        return nil
    }

    public func leaveVMX(on processor: LogicalProcessorID) { state.withLock { _ = $0.inVMX.remove(processor) } }

    public func flushCaches() {
        state.withLock {
            $0.flushes += 1
            $0.hostLinesInCaches = false
            $0.moduleLinesInCaches = false
        }
    }

    public func forEach(of processors: [LogicalProcessorID], _ body: @Sendable (LogicalProcessorID) -> Void) {
        if isConcurrent {
            DispatchQueue.concurrentPerform(iterations: processors.count) { body(processors[$0]) }
        } else {
            processors.forEach(body)
        }
    }

    public func withMemoryHotplugHeldOff<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        try isHotplugHeldOff.withLock { isHeldOff throws(Failure) in
            isHeldOff = true
            defer { isHeldOff = false }
            return try body()
        }
    }

    public func install(_ version: ModuleVersion) throws(EmulatedModule.InstallationError) {
        try module.install(version)
    }
}

extension EmulatedMachine {
    /// The largest piece that can be allocated anywhere.
    private static let largestPiece = ByteCount.gib(1)

    public func allocate(_ size: ByteCount, for purpose: AllocationPurpose) -> HostAllocation? {
        // Virtually contiguous memory may be of any size: whether the machine has as much is not checked.
        guard size <= Self.largestPiece || purpose == .referenceCounts else { return nil }
        let pages = max(1, size.roundedUp(to: .page).pages)
        return allocate(purpose, size) { state in
            defer { state.nextHeapPage += pages }
            return PageFrame(state.nextHeapPage).address
        }
    }

    public func allocate(_ pages: PageRange, for purpose: AllocationPurpose) -> HostAllocation? {
        allocate(purpose, pages.size) { _ in pages.start.address }
    }

    private func allocate(_ purpose: AllocationPurpose, _ size: ByteCount, at place: (inout State) -> PhysicalAddress)
        -> HostAllocation?
    {
        state.withLock {
            let number = $0.allocationsAsked
            $0.allocationsAsked += 1
            guard number != failingAllocation else { return nil }
            let allocation = HostAllocation(number: number, purpose: purpose, base: place(&$0), size: size)
            $0.allocations[number] = allocation
            // The page allocator has written to the pages, if only to zero them.
            if case .pamt = purpose { $0.hostLinesInCaches = true }
            return allocation
        }
    }

    /// Takes memory back; a violation where it is not allocated.
    public func free(_ allocation: HostAllocation) {
        state.withLock {
            guard $0.allocations.removeValue(forKey: allocation.number) != nil else {
                $0.violations.append(.freedTwice(allocation.purpose))
                return
            }
            guard $0.takenByModule.remove(allocation.number) != nil else { return }
            if $0.moduleLinesInCaches { $0.violations.append(.freedWithoutFlush(allocation.purpose)) }
            if hasPartialWriteErratum, $0.uncleared.contains(allocation.number) {
                $0.violations.append(.freedWithoutClearing(allocation.purpose))
            }
        }
    }

    public func clear(_ allocation: HostAllocation) {
        state.withLock {
            $0.uncleared.remove(allocation.number)
            $0.cleared += allocation.size
        }
    }
}

/// The machine as an observer sees it.
extension EmulatedMachine {
    /// LPs in VMX operation.
    package var processorsInVMX: Set<LogicalProcessorID> { state.withLock { $0.inVMX } }
    /// The violations so far, in order.
    public var violations: [Violation] { state.withLock { $0.violations } }
    /// Current allocations, oldest first.
    public var allocations: [HostAllocation] {
        state.withLock { $0.allocations.values.sorted { $0.number < $1.number } }
    }
    /// Allocations asked for so far, the failed one included.
    package var allocationsAsked: Int { state.withLock { $0.allocationsAsked } }
    /// How often the caches were flushed.
    package var flushes: Int { state.withLock { $0.flushes } }
    /// Bytes cleared with MOVDIR64B.
    public var cleared: ByteCount { state.withLock { $0.cleared } }

    /// Brings `processor` online or takes it offline.
    public func setOnline(_ processor: LogicalProcessorID, _ isOnline: Bool) {
        state.withLock { _ = isOnline ? $0.offline.remove(processor) : $0.offline.insert(processor).memberAfterInsert }
    }
}

/// The P-SEAM loader beside the module: it takes INSTALL on each LP; the new module is there once all have called (`install`).
private struct LoaderBeside: SEAMCALLTarget {
    let module: any SEAMCALLTarget

    func seamcall(_ leaf: SEAMCALLLeaf, _ registers: SEAMCALLRegisters, on lp: LogicalProcessorID) -> SEAMCALLOutcome {
        leaf == .loaderInstall ? .returned(.success, registers) : module.seamcall(leaf, registers, on: lp)
    }
}
