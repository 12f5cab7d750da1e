public import MemoryMaps
import PhysicalMemory
import TDMRConstruction
public import TDXHost
public import TDXModule

/// The gain of each change to Linux on one machine: a rung for each by itself, then one for each on top of the others in the best order, then whole plans.
public struct Ladder: Sendable {
    /// The machine, with memory for CMRs where they are unknown.
    public let map: HostMemoryMap
    /// LPs and packages that the times are for.
    public let topology: ProcessorTopology
    /// Whether the map does not state LPs, so that two for each package are assumed.
    public let assumesProcessors: Bool
    /// Whether the number of packages is assumed.
    public let assumesPackages: Bool
    /// The costs of the steps.
    public let costs: CostModel
    /// The TDH.SYS.TDMR.INIT time of the best plan for that time alone, with the profile of the rungs; nil where there is none.
    private(set) var leastInitialization: Picoseconds?
    /// Linux 7.3, the single changes, the same on top of each other, the kernel-sized construction and the best plan, with and without other ways to allocate.
    public private(set) var rungs: [LadderRung] = []

    /// - Parameters:
    ///   - map: the machine.
    ///   - costs: what the steps cost.
    ///   - processors: nil: as many as the map says.
    ///   - packages: nil: not known; the map's default is used.
    ///   - profile: kernel and module of all rungs; the rung of dynamic PAMT uses the tip tree, on this module where it has dynamic PAMT, else on 2.0.18.
    public init(
        _ map: HostMemoryMap, processors: Int? = nil, packages: Int? = nil, costs: CostModel = .standard,
        profile: PlatformProfile = .standard
    ) {
        let takesMemoryForCMRs = Self.takesMemoryForCMRs(map)
        var map = map
        // Where the CMRs are unknown, memory stands in for them, so that all strategies are judged by the same ones.
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

    /// Whether the CMRs are unknown, so that memory stands in for them.
    public static func takesMemoryForCMRs(_ map: HostMemoryMap) -> Bool { map.cmrs == nil }
}
