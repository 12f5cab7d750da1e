public import PhysicalMemory

/// The machine that a module runs on.
public struct ModuleMachine: Hashable, Sendable {
    /// Every LP that the firmware counted.
    public var logicalProcessors: [LogicalProcessor]
    /// Address bits that KeyIDs take.
    public var keyIDBits: Int
    /// The processor's MAXPHYADDR.
    public var addressWidth = 52
    /// KeyIDs that only TDX may use.
    public var privateKeyIDs: KeyIDRange
    /// Memory of the module itself.
    public var seamRange: SEAMRange
    /// As the firmware reports them, unused slots included.
    public var cmrs: [CMR]

    /// A machine with one LP per element of `logicalProcessors`.
    public init(
        logicalProcessors: [LogicalProcessor], keyIDs: KeyIDCounts, cmrs: [CMR],
        seamRange: SEAMRange = SEAMRange(base: PhysicalAddress(0), size: .zero)
    ) {
        precondition(!logicalProcessors.isEmpty, "a machine has a processor")
        self.logicalProcessors = logicalProcessors
        keyIDBits = keyIDs.addressBits
        privateKeyIDs = keyIDs.privateRange
        self.seamRange = seamRange
        self.cmrs = cmrs
    }

    /// `count` LPs spread over `packages` sockets in order; where it does not divide, the first sockets get one LP more.
    public init(logicalProcessors count: Int, packages: Int, keyIDs: KeyIDCounts, cmrs: [CMR]) {
        precondition(count >= packages && packages >= 1, "every package has an LP")
        self.init(
            logicalProcessors: (0..<count).map { LogicalProcessor(package: $0 * packages / count) }, keyIDs: keyIDs,
            cmrs: cmrs)
    }

    /// The packages that have an LP.
    public var packages: Set<Int> { Set(logicalProcessors.map(\.package)) }
}
