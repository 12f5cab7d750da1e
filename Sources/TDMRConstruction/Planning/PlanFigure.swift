public import PhysicalMemory
public import TDXModule

/// A figure of a plan with its unit.
public enum PlanFigure: Hashable, Sendable {
    /// Memory.
    case size(ByteCount)
    /// Predicted time.
    case time(Picoseconds)
    /// A number of TDMRs, areas or granules.
    case count(Int)

    /// Bytes, picoseconds or the count.
    public var amount: UInt64 {
        switch self {
        case .size(let size): size.rawValue
        case .time(let time): time.rawValue
        case .count(let count): UInt64(count)
        }
    }
}

extension PlanFigure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .size(let size): "\(size.kib) KiB"
        case .time(let time): "\(time)"
        case .count(let count): "\(count)"
        }
    }
}
