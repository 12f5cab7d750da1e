public import PhysicalMemory
public import TDXModule

/// The machine, as far as a kernel needs it to enable TDX. Calls may come from several threads at once.
public protocol HostMachine: SEAMCALLTarget {
    /// LPs and packages.
    var processors: ProcessorTopology { get }
    /// MSR 0x87 (IA32_MKTME_KEYID_PARTITIONING).
    var keyIDs: KeyIDCounts { get }
    /// The memblock regions.
    var memory: [MemoryRegion] { get }
    /// One past the highest page known at boot.
    var maxPFN: PageFrame { get }
    /// Where SEAMCALL operands lie.
    var operandMemory: any OperandMemory { get }
    /// Whether a partial write to TDX memory poisons it, so that pages must be cleared with MOVDIR64B before the kernel may use them.
    var hasPartialWriteErratum: Bool { get }

    /// Features of the processors and the kernel's configuration.
    var platform: HostPlatform { get }

    /// Whether `processor` is online.
    func isOnline(_ processor: LogicalProcessorID) -> Bool

    /// VMXON.
    /// - Returns: why it failed: EOPNOTSUPP without VMX, EBUSY where VMX is on already, EFAULT where it faulted.
    func enterVMX(on processor: LogicalProcessorID) -> HostErrno?
    /// VMXOFF.
    func leaveVMX(on processor: LogicalProcessorID)

    /// Memory anywhere, zeroed and aligned to its size or a page, whichever is less; nil where there is none. The reference counts may be scattered.
    func allocate(_ size: ByteCount, for purpose: AllocationPurpose) -> HostAllocation?
    /// Just these pages; nil where they cannot be had.
    func allocate(_ pages: PageRange, for purpose: AllocationPurpose) -> HostAllocation?
    /// Gives memory back.
    func free(_ allocation: HostAllocation)

    /// WBINVD on all CPUs.
    func flushCaches()
    /// Writes all of the allocation with MOVDIR64B.
    func clear(_ allocation: HostAllocation)

    /// Runs `body` once for each of `processors`, at the same time or not, and returns when all are done.
    func forEach(of processors: [LogicalProcessorID], _ body: @Sendable (LogicalProcessorID) -> Void)
    /// Runs `body` while no memory comes or goes.
    func withMemoryHotplugHeldOff<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure)
        -> Result

    /// Replaces the module that was shut down, through the P-SEAM loader.
    func install(_ version: ModuleVersion) throws(EmulatedModule.InstallationError)
}

extension HostMachine {
    var onlineProcessors: [LogicalProcessorID] { processors.all.filter(isOnline) }
}
