public import TDXModule

/// A start-up of a real machine as a log or its author gave it.
public struct PublishedStartUp: Hashable, Sendable {
    /// The part of the start-up that the published time covers.
    public enum Span: String, Hashable, Sendable {
        /// From the last CMR line to the PAMT line: allocation, CONFIG, WBINVD, KEY.CONFIG, TDMR.INIT.
        case enabling
        /// TDMR.INIT alone.
        case initialization
        /// A start-up that failed right after the allocation.
        case allocation
    }

    /// The machine and its kernel, as far as they are known.
    public var machine: String
    /// Where it was published.
    public var source: String
    /// Memory in GiB: that of the TDMRs.
    public var granules: UInt64
    /// nil where not published.
    public var tdmrs: Int?
    /// The time published.
    public var measured: Picoseconds
    /// Which part of the start-up the time is for.
    public var span: Span
    /// Whether the kernel's configuration zeroes what it allocates.
    public var zeroesAllocations: Bool
    /// Whether another published start-up of the same layout took a very different time, so that no one set of parameters can meet both.
    public var isContradicted: Bool = false

    /// All published ones. Reserved areas and packages are not published: none and two are assumed.
    public static let all = [
        PublishedStartUp(
            machine: "2 x 8480CTDX, Ubuntu 6.8", source: "canonical/tdx#285", granules: 256, tdmrs: 3,
            measured: .milliseconds(758),
            span: .enabling, zeroesAllocations: true),
        PublishedStartUp(
            machine: "CPU not given, Ubuntu 6.8", source: "canonical/tdx#206", granules: 512, tdmrs: 3,
            measured: .milliseconds(1290),
            span: .enabling, zeroesAllocations: true),
        PublishedStartUp(
            machine: "CPU not given, Ubuntu 6.8", source: "canonical/tdx#385", granules: 2046, tdmrs: 3,
            measured: .milliseconds(5179),
            span: .enabling, zeroesAllocations: true),
        PublishedStartUp(
            machine: "4 nodes, Ubuntu 6.8", source: "canonical/tdx#313", granules: 3068, tdmrs: 5,
            measured: .milliseconds(7098),
            span: .enabling, zeroesAllocations: true),
        PublishedStartUp(
            machine: "CPU not given, Ubuntu 6.5", source: "canonical/tdx 1c3fa23 README", granules: 1024, tdmrs: 5,
            measured: .milliseconds(2189), span: .enabling, zeroesAllocations: true, isContradicted: true),
        PublishedStartUp(
            machine: "CPU not given, build 784", source: "tutorial", granules: 1024, tdmrs: 5,
            measured: .milliseconds(4036),
            span: .enabling, zeroesAllocations: true, isContradicted: true),
        PublishedStartUp(
            machine: "CPU not given, Rocky 6.6-rc2", source: "intel/tdx-linux#5", granules: 256, tdmrs: 4,
            measured: .milliseconds(472),
            span: .enabling, zeroesAllocations: false),
        PublishedStartUp(
            machine: "2 sockets 2.2 GHz, RFC kernel", source: "Kai Huang, PATCH v3 18/21, 2022", granules: 64,
            tdmrs: nil,
            measured: .milliseconds(100), span: .initialization, zeroesAllocations: false),
        PublishedStartUp(
            machine: "Emerald Rapids, failed after allocation", source: "canonical/tdx#135", granules: 256, tdmrs: nil,
            measured: .milliseconds(330), span: .allocation, zeroesAllocations: true),
    ]

    private static let assumedPackages: UInt64 = 2

    /// The time that the cost model predicts for it.
    public func predicted(_ costs: CostModel) -> Picoseconds {
        let allocation = costs.allocationTime(granules: granules, tdmrs: tdmrs ?? 1, zeroed: zeroesAllocations)
        let initialization = costs.initTime(granules: granules, areas: 0)
        switch span {
        case .allocation: return allocation
        case .initialization: return initialization
        case .enabling:
            let config = costs.configTime(tdmrs: tdmrs ?? 1, areas: 0)
            return allocation + config + costs.cacheFlush + Self.assumedPackages * costs.keyConfig + initialization
        }
    }

    /// Relative error of the prediction: 0.1 means that it is 10 % longer than the measurement.
    public func deviation(_ costs: CostModel) -> Double { predicted(costs).seconds / measured.seconds - 1 }
}
