/// The facts of a kernel log about the platform that decide whether TDX can start, memory aside.
public struct PlatformFacts: Hashable, Sendable {
    /// The kernel's version as printed: `6.8.0-1004-intel`.
    public var kernel: String?
    /// The name of the first CPU.
    public var processor: String?
    /// The hypervisor that the kernel runs under.
    public var hypervisor: String?
    /// Whether the firmware enabled memory encryption (TME); nil where the log does not say.
    public var hasEncryption: Bool?
    /// Whether with several keys (TME-MT); nil where the log does not say.
    public var hasSeveralKeys: Bool?
    /// KeyIDs of TME-MT, those of TDX not among them.
    public var keyIDs: UInt64?

    /// Sockets; nil where the log leaves them open. The map of a log always has the default number.
    public var packages: Int?

    public init() {}

    /// Major and minor number of the kernel's version.
    public var kernelNumber: (major: Int, minor: Int)? {
        guard let numbers = kernel?.split(separator: ".", maxSplits: 2), numbers.count >= 2,
            let major = Int(numbers[0]), let minor = Int(numbers[1].prefix { $0.isNumber })
        else {
            return nil
        }
        return (major, minor)
    }

    /// Whether Intel made the CPU; nil where its name does not say.
    public var isIntel: Bool? {
        guard let processor = processor?.lowercased() else { return nil }
        if processor.contains("intel") { return true }
        return ["amd", "hygon", "zhaoxin", "centaur"].contains { processor.contains($0) } ? false : nil
    }

    /// Whether the log mentions memory encryption; a log without it says nothing about TDX.
    var mentionsEncryption: Bool { hasEncryption != nil || hasSeveralKeys != nil || keyIDs != nil }

    mutating func take(_ statement: PlatformStatement) {
        switch statement {
        case .kernel(let text): kernel = text
        case .processor(let name): processor = processor ?? name
        case .hypervisor(let name): hypervisor = name
        case .encryption(let isOn): hasEncryption = isOn
        case .severalKeys(let isOn): hasSeveralKeys = isOn
        case .keyIDs(let count): keyIDs = count
        }
    }
}
