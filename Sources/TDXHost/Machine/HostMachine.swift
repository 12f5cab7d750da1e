public import PhysicalMemory
public import TDXModule

/// What memory is allocated for.
public enum AllocationPurpose: Hashable, Sendable {
    /// An entry of the memory list.
    case memlistEntry
    /// The array of TDMR_INFO entries.
    case tdmrList
    /// The array of their addresses, for TDH.SYS.CONFIG.
    case addressList
    /// A run of a TDMR's PAMT.
    case pamt(tdmr: Int)
    /// Memory kept from the page allocator to make a layout valid.
    case withheld
    /// The reference counts of dynamic PAMT.
    case referenceCounts
    /// A page of PAMT entries that came at run time.
    case pamtPage
    /// Pages of the module's extensions, which it never gives back.
    case extensions
}

extension AllocationPurpose: CustomStringConvertible {
    public var description: String {
        switch self {
        case .memlistEntry: "an entry of the memory list"
        case .tdmrList: "the TDMR_INFO entries"
        case .addressList: "their addresses"
        case .pamt(let tdmr): "the PAMT of TDMR \(tdmr)"
        case .withheld: "memory withheld from the page allocator"
        case .referenceCounts: "the reference counts of dynamic PAMT"
        case .pamtPage: "a page of PAMT entries"
        case .extensions: "the module's extensions"
        }
    }
}

/// Memory that was allocated and not yet freed.
public struct HostAllocation: Hashable, Sendable {
    /// Tells one allocation from all others of a machine.
    public var number: Int
    /// What the memory is for.
    public var purpose: AllocationPurpose
    /// The first byte, a multiple of 4 KiB.
    public var base: PhysicalAddress
    /// Bytes.
    public var size: ByteCount

    public init(number: Int, purpose: AllocationPurpose, base: PhysicalAddress, size: ByteCount) {
        self.number = number
        self.purpose = purpose
        self.base = base
        self.size = size
    }
}

/// What a kernel needs of the machine under it to enable TDX. Calls may come from several threads at once.
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

    /// What the processors and the kernel's configuration bring along.
    var platform: HostPlatform { get }

    /// Whether `processor` is online.
    func isOnline(_ processor: LogicalProcessorID) -> Bool

    /// VMXON.
    /// - Returns: why it failed: EOPNOTSUPP without VMX, EBUSY where somebody else has it on, EFAULT where it faulted.
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
    func withMemoryHotplugHeldOff<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result

    /// Replaces the module that was shut down, through the P-SEAM loader.
    func install(_ version: ModuleVersion) throws(EmulatedModule.InstallationError)
}

extension HostMachine {
    var onlineProcessors: [LogicalProcessorID] { processors.all.filter(isOnline) }
}
