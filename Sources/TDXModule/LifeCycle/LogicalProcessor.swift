/// Where a logical processor sits, and what is wrong with it.
public struct LogicalProcessor: Hashable, Sendable {
    /// A setting that the module finds on an LP and that differs from the first LP's, or that it never accepts.
    public enum Deviation: Hashable, Sendable {
        /// An MSR, by its number.
        case msr(UInt32)
        /// A CPUID leaf, by its number.
        case cpuid(UInt32)
    }

    /// The package, counted from 0.
    public var package: Int
    /// How its configuration differs from that of the other LPs; nil: it does not.
    public var deviation: Deviation?

    public init(package: Int, deviation: Deviation? = nil) {
        self.package = package
        self.deviation = deviation
    }
}
