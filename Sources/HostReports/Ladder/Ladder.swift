public import MemoryMaps
import PhysicalMemory
import TDMRConstruction
public import TDXHost
public import TDXModule

/// What each change to Linux would buy on one machine: a rung for each by itself, then one for each in the best order, then whole plans.
public struct Ladder: Sendable {
    /// The machine, with memory for CMRs where they are unknown.
    public let map: HostMemoryMap
    /// LPs and packages that the times are for.
    public let topology: ProcessorTopology
    /// Whether the map says nothing of LPs, so that two for each package are taken.
    public let assumesProcessors: Bool
    /// Whether nothing says how many packages there are.
    public let assumesPackages: Bool
    /// What the steps cost.
    public let costs: CostModel
    /// TDH.SYS.TDMR.INIT of the best plan for that alone, with what the rungs begin with; nil where there is none.
    private(set) var leastInitialization: Picoseconds?
    /// Linux 7.3, the single changes, the same on top of each other, the kernel-sized construction and the best plan, with and without other ways to allocate.
    public private(set) var rungs: [LadderRung] = []

    /// - Parameters:
    ///   - map: the machine.
    ///   - costs: what the steps cost.
    ///   - processors: nil: as many as the map says.
    ///   - packages: nil: not known, so that the map's default is taken.
    ///   - profile: what all rungs begin with; that of dynamic PAMT is the tip tree on its module where that has it, else on 2.0.18.
    public init(
        _ map: HostMemoryMap, processors: Int? = nil, packages: Int? = nil, costs: CostModel = .standard,
        profile: PlatformProfile = .standard
    ) {
        let takesMemoryForCMRs = Self.takesMemoryForCMRs(map)
        var map = map
        // Where the CMRs are unknown, memory is taken for them, so that all strategies are judged by the same ones.
        map.cmrs =
            map.cmrs
            ?? map.memory.filter { $0.end > .tdxMinimum }.map {
                CMR(base: max($0.start, .tdxMinimum).address, size: .pages($0.end - max($0.start, .tdxMinimum)))
            }
        self.map = map
        self.costs = costs
        assumesProcessors = processors == nil && map.statedLogicalProcessors == nil
        assumesPackages = packages == nil
        topology = ProcessorTopology(map, processors: processors, packages: packages)
        var builder = LadderBuilder(
            map: map, takesMemoryForCMRs: takesMemoryForCMRs, topology: topology, costs: costs, base: profile)
        rungs.append(builder.rung(.linux, "linux", []))
        for change in LadderChange.allCases {
            rungs.append(builder.rung(.alone, change.rawValue, change == .split ? [.parallelInit, .split] : [change]))
        }
        rungs += builder.onTopOfEachOther()
        rungs += builder.whole()
        leastInitialization = builder.leastInitialization
    }

    /// The first rung: Linux without a change.
    public var linux: LadderRung { rungs[0] }

    /// The rung called `name`.
    public func rung(_ name: String) -> LadderRung? { rungs.first { $0.name == name } }

    /// The first rung of a kind: the plainest.
    public func first(_ kind: LadderRung.Kind) -> LadderRung? { rungs.first { $0.kind == kind } }

    /// The profile of the rungs with dynamic PAMT; nil where it is that of all rungs.
    public var dynamicProfile: PlatformProfile? {
        rung(LadderChange.dynamicPAMT.rawValue).map(\.profile).flatMap { $0 == linux.profile ? nil : $0 }
    }

    /// Whether the CMRs are unknown, so that memory is taken for them.
    public static func takesMemoryForCMRs(_ map: HostMemoryMap) -> Bool { map.cmrs == nil }
}
