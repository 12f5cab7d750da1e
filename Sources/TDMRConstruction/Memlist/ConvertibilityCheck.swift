public import PhysicalMemory
public import TDXModule

/// Whether a memory region lies inside ONE convertible memory region: the check of the CMR patch v8.2. Touching CMRs do not count as one.
public protocol ConvertibilityCheck {
    /// What the check adds to a builder's name; empty for none.
    static var suffix: String { get }

    /// - Parameter cmrs: in module order; what follows the first unused slot is not looked at, as in the patch's CMR reader.
    init(cmrs: [CMR])

    /// Whether `pages` lies inside one CMR. Must be asked in ascending order.
    mutating func admits(_ pages: PageRange) -> Bool
}

/// No check: the kernel as it is.
public struct NoConvertibilityCheck: ConvertibilityCheck {
    public static var suffix: String { "" }
    @inlinable public init(cmrs: [CMR]) {}
    @inlinable public mutating func admits(_ pages: PageRange) -> Bool { true }
}
