public import PhysicalMemory

/// Where a logical processor sits, and what is wrong with it.
public struct LogicalProcessor: Hashable, Sendable {
    /// What the module finds on an LP that it did not find on the first one, or that it never accepts.
    public enum Deviation: Hashable, Sendable {
        /// An MSR, by its number.
        case msr(UInt32)
        /// A CPUID leaf, by its number.
        case cpuid(UInt32)
    }

    /// The package, counted from 0.
    public var package: Int
    public var deviation: Deviation?

    public init(package: Int, deviation: Deviation? = nil) {
        self.package = package
        self.deviation = deviation
    }
}

/// The machine that a module runs on.
public struct ModuleMachine: Hashable, Sendable {
    /// Every LP that the firmware counted.
    public var logicalProcessors: [LogicalProcessor]
    public var keyIDField: KeyIDField
    public var privateKeyIDs: KeyIDRange
    public var seamRange: SEAMRange
    /// As the firmware reports them, unused slots included.
    public var cmrs: [CMR]

    public init(
        logicalProcessors: [LogicalProcessor], keyIDs: KeyIDCounts, cmrs: [CMR],
        seamRange: SEAMRange = SEAMRange(base: PhysicalAddress(0), size: .zero)
    ) {
        precondition(!logicalProcessors.isEmpty, "a machine has a processor")
        self.logicalProcessors = logicalProcessors
        keyIDField = keyIDs.addressField
        privateKeyIDs = keyIDs.privateRange
        self.seamRange = seamRange
        self.cmrs = cmrs
    }

    /// `count` LPs spread over `packages` sockets in order, the first ones one LP larger where it does not divide.
    public init(logicalProcessors count: Int, packages: Int, keyIDs: KeyIDCounts, cmrs: [CMR]) {
        precondition(count >= packages && packages >= 1, "every package has an LP")
        self.init(
            logicalProcessors: (0..<count).map { LogicalProcessor(package: $0 * packages / count) }, keyIDs: keyIDs, cmrs: cmrs)
    }

    /// The packages that have an LP.
    public var packages: Set<Int> { Set(logicalProcessors.map(\.package)) }
}

/// A module's build: what it knows and what it reports of itself.
public struct ModuleVersion: Hashable, Sendable {
    public var major: UInt16
    public var minor: UInt16
    public var update: UInt16
    public var limits: ModuleLimits
    public var supportsDynamicPAMT: Bool
    /// Versions of handoff data that it can take over; it writes any of them, the last one by nature.
    public var handoffVersions: ClosedRange<UInt16>

    public init(
        major: UInt16, minor: UInt16, update: UInt16, limits: ModuleLimits = .standard, supportsDynamicPAMT: Bool = false,
        handoffVersions: ClosedRange<UInt16> = 0...0
    ) {
        self.major = major
        self.minor = minor
        self.update = update
        self.limits = limits
        self.supportsDynamicPAMT = supportsDynamicPAMT
        self.handoffVersions = handoffVersions
    }

    /// 1.5.01, the public module whose rules these are.
    public static let v1_5_01 = ModuleVersion(major: 1, minor: 5, update: 1)
}

/// Where the hardware's random numbers come from.
public protocol EntropySource: Sendable {
    /// Whether a number is at hand for `leaf` on `lp`.
    func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool
}

/// Never runs dry.
public struct UnlimitedEntropy: EntropySource {
    public init() {}
    public func hasEntropy(for leaf: SEAMCALLLeaf, on lp: LogicalProcessorID) -> Bool { true }
}
