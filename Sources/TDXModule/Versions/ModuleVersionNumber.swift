/// The number of a module's version, `1.5.06`: major, minor and update. The number of the update is one sequence for both lines, 1.5 for Sapphire and Emerald Rapids, 2.0 for
/// Granite Rapids and later.
public struct ModuleVersionNumber: Hashable, Comparable, Sendable {
    /// The first number, `1` of 1.5.01.
    public var major: UInt16
    /// The second number, `5` of 1.5.01.
    public var minor: UInt16
    /// The third number, `1` of 1.5.01; written with two digits.
    public var update: UInt16

    /// The version `major`.`minor`.`update`.
    public init(_ major: UInt16, _ minor: UInt16, _ update: UInt16) {
        self.major = major
        self.minor = minor
        self.update = update
    }

    /// Reads `1.5.06`; a build number after another point, as some kernels print it, is ignored. nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 3,
            parts.prefix(3).allSatisfy({
                !$0.isEmpty && $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            }),
            let major = UInt16(parts[0]), let minor = UInt16(parts[1]), let update = UInt16(parts[2])
        else { return nil }
        self.init(major, minor, update)
    }

    /// Whether both are of one line of development.
    func isOfLine(_ other: ModuleVersionNumber) -> Bool { (major, minor) == (other.major, other.minor) }

    public static func < (a: Self, b: Self) -> Bool { (a.major, a.minor, a.update) < (b.major, b.minor, b.update) }
}

extension ModuleVersionNumber: CustomStringConvertible {
    /// As Linux prints it, `1.5.06`.
    public var description: String { "\(major).\(minor)." + (update < 10 ? "0" : "") + "\(update)" }
}
