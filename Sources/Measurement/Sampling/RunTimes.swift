import CProbes

/// How the time of a run is spent, by family and by group.
package final class RunTimes {
    /// The time by kind of work.
    package struct Phases: Hashable, Codable, Sendable {
        /// Making inputs and building structures.
        @InSeconds package var preparing = Duration.zero
        /// Comparing answers with the oracle's.
        @InSeconds package var verifying = Duration.zero
        /// Calibrating, warming, timing and counting.
        @InSeconds package var sampling = Duration.zero

        package init() {}

        /// The sum.
        package var total: Duration { preparing + verifying + sampling }

        package static func += (a: inout Phases, b: Phases) {
            a.preparing += b.preparing
            a.verifying += b.verifying
            a.sampling += b.sampling
        }
    }

    /// In the order measured, `dataset · mode` of each group.
    package private(set) var groups: [(family: String, name: String, phases: Phases)] = []

    /// In the order measured.
    package var families: [(name: String, phases: Phases)] {
        groups.reduce(into: []) { families, group in
            if families.last?.name != group.family { families.append((group.family, Phases())) }
            families[families.count - 1].phases += group.phases
        }
    }

    /// No time spent yet.
    package init() {}

    /// The times of all families.
    package var total: Phases { groups.reduce(into: Phases()) { $0 += $1.phases } }

    /// Runs `body` and adds its time.
    func measure<R>(
        _ phase: WritableKeyPath<Phases, Duration>, of family: String, _ group: String, _ body: () throws -> R
    ) rethrows -> R {
        let start = probe_nanoseconds()
        defer {
            if groups.last?.family != family || groups.last?.name != group { groups.append((family, group, Phases())) }
            groups[groups.count - 1].phases[keyPath: phase] += .nanoseconds(probe_nanoseconds() - start)
        }
        return try body()
    }
}
