import TDXHost

/// The numbers of LPs and packages that times are for, and which of the two is assumed.
enum TopologyText {
    static func sentence(_ topology: ProcessorTopology, assumesProcessors: Bool, assumesPackages: Bool) -> String {
        let (lps, packages) = (topology.processors, topology.packages)
        let counted = "\(lps) LP\(lps == 1 ? "" : "s")"
        let inPackages = "\(packages) package\(packages == 1 ? "" : "s")"
        return switch (assumesProcessors, assumesPackages) {
        case (false, false): "\(counted) in \(inPackages)"
        case (true, false): "\(counted) assumed, 2 for each of \(inPackages): the map names no LPs"
        case (false, true): "\(counted); the map names no packages, \(packages) assumed"
        case (true, true): "\(counted) in \(inPackages) assumed: the map names neither"
        }
    }
}
