/// The rule for a packer's areas, which tests and benchmarks check.
public enum PackingRule: Sendable {
    /// The areas of Linux, with holes as the memlist or as the CMRs have them.
    case linux(NestedScanPacker.Kept)
    /// The same with areas that touch joined into one.
    case linuxJoined(NestedScanPacker.Kept)
    /// The fewest areas with which nothing is given up; fails where they do not suffice.
    case fewestAreas
    /// Gives up memory where areas do not suffice, with no rule on how much.
    case fits
    /// Gives up the least memory with the tables where they are.
    case leastGivenUp
    /// Moves tables if that helps; never gives up more than the least with the tables where they were.
    case leastOrLess

    /// Whether it gives memory up rather than fail.
    public var givesUpMemory: Bool {
        switch self {
        case .linux, .linuxJoined, .fewestAreas: false
        case .fits, .leastGivenUp, .leastOrLess: true
        }
    }

    /// The packer whose answers are right by definition, where there is one.
    public var model: (any ReservedAreaPacker)? {
        switch self {
        case .linux(let kept): NestedScanPacker(kept)
        case .linuxJoined(let kept): JoiningPacker(NestedScanPacker(kept))
        case .fewestAreas, .fits, .leastGivenUp, .leastOrLess: nil
        }
    }
}
