/// What holds for a packer's areas. Tests and benchmarks check it.
public enum PackingRule: Sendable {
    /// The areas of Linux, with the holes of the memlist or of the CMRs.
    case linux(NestedScanPacker.Kept)
    /// The same with areas that touch joined into one.
    case linuxJoined(NestedScanPacker.Kept)
    /// The fewest areas with which no memory is given up; fails when there are too few.
    case fewestAreas
    /// Gives up memory when there are too few areas, with no rule on how much.
    case fits
    /// Gives up the least memory that is possible with the tables where they are.
    case leastGivenUp
    /// May move tables; never gives up more than the least that is possible with the tables where they were.
    case leastOrLess

    /// Whether the packer gives up memory rather than fail.
    public var givesUpMemory: Bool {
        switch self {
        case .linux, .linuxJoined, .fewestAreas: false
        case .fits, .leastGivenUp, .leastOrLess: true
        }
    }

    /// The packer whose answers are right by definition; nil when there is none.
    public var model: (any ReservedAreaPacker)? {
        switch self {
        case .linux(let kept): NestedScanPacker(kept)
        case .linuxJoined(let kept): JoiningPacker(NestedScanPacker(kept))
        case .fewestAreas, .fits, .leastGivenUp, .leastOrLess: nil
        }
    }
}
