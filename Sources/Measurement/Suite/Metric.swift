/// A figure of a case that is not a measured time. Tables and reports mark its kind.
package struct Metric: Hashable, Codable, Sendable {
    /// Where the figure comes from.
    package enum Kind: String, Codable, Sendable {
        /// A property of the answer, the same on every machine: TDMRs, reserved areas, PAMT bytes, withheld pages.
        case quality
        /// The output of a model: a predicted time, SEAMCALLs of a simulated run.
        case simulated
        /// A published measurement by others; shown beside the project's own, never compared with a threshold.
        case published
    }

    /// Which direction is better.
    package enum Better: String, Codable, Sendable {
        /// Less is better.
        case lower
        /// More is better.
        case higher
        /// Neither: a count that only explains.
        case neither
    }

    /// Lower-case words joined by `-`: `reserved-areas`, `pamt-size`, `predicted-serial`.
    package var name: String
    /// The figure, in `unit`.
    package var value: Double
    /// `count`, `B`, `KiB`, `us`, ...
    package var unit: String
    /// Where the figure comes from.
    package var kind: Kind
    /// Whether less or more is better.
    package var better: Better

    /// The figure `value` called `name`.
    package init(
        _ name: String, _ value: Double, unit: String = "count", kind: Kind = .quality, better: Better = .lower
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.kind = kind
        self.better = better
    }
}
