import MemoryMaps
import PhysicalMemory
import TDMRConstruction
import TDXHost
import TDXModule

/// A small machine with a kernel on it: 4 LPs in 2 packages, 3 GiB in 2 TDMRs, so that every call of a whole start-up can be made to fail.
struct StartUpRig {
    static let map = HostMemoryMap(
        memory: [
            MemoryRegion(pages: PageRange(1, 0x9f), node: NodeID(0)),
            MemoryRegion(pages: PageRange(0x100, 0x77800), node: NodeID(0)),
            MemoryRegion(pages: PageRange(0x100000, 0x13f000), node: NodeID(1)),
        ],
        cmrs: [
            CMR(base: PhysicalAddress(0x100000), size: ByteCount(0x7770_0000)),
            CMR(base: PhysicalAddress(0x1_0000_0000), size: ByteCount(0x3f00_0000)),
        ],
        packages: 2, statedLogicalProcessors: 4)
    static let tdmrInitCalls = 3 * 256
    /// Two memory list entries, the TDMR list, two PAMTs, the address list.
    static let allocations = 6

    let machine: EmulatedMachine
    let kernel: HostKernel
    let log = RecordingLog()

    init(
        _ map: HostMemoryMap = Self.map, profile: KernelProfile = .v7_3, faults: [SEAMCALLFault] = [],
        failingAllocation: Int? = nil,
        hasErratum: Bool = false, isConcurrent: Bool = false, entropy: some EntropySource = UnlimitedEntropy(),
        reads: MetadataReads = .basic,
        initialization: TDMRInitialization = .serial
    ) {
        machine = EmulatedMachine(
            map, hasPartialWriteErratum: hasErratum, isConcurrent: isConcurrent, entropy: entropy, faults: faults,
            failingAllocation: failingAllocation)
        kernel = HostKernel(
            on: machine, profile: profile, planner: LinuxPlanner(.plain, placer: nil), reads: reads,
            initialization: initialization,
            log: log)
    }

    /// The whole start-up; the error it ended with.
    @discardableResult
    func start() -> EnablingError? {
        do {
            try kernel.start()
            return nil
        } catch {
            return error
        }
    }

    /// tdx_enable() alone.
    @discardableResult
    func enable() -> EnablingError? {
        do {
            try kernel.enable()
            return nil
        } catch {
            return error
        }
    }
}
