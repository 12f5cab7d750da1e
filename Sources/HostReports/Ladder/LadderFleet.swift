import TDXHost
import TDXModule

/// The gain of each rung over many machines.
public struct LadderFleet: Sendable {
    /// A rung over all machines.
    public struct Row: Sendable {
        /// The kind of the rung.
        public var kind: LadderRung.Kind
        /// The rung's name.
        public var name: String
        /// Machines on which TDX starts.
        public var starts: Int
        /// Machines on which it starts and Linux does not.
        public var startsWhereLinuxFails: Int
        /// The speed relative to Linux on machines where both start; nil where there is none.
        public var gain: (worst: Double, median: Double, best: Double)?
    }

    /// A comparison of the kernel-sized construction's times with the best plan's.
    public struct Nearness: Sendable {
        /// Machines on which both start and withhold alike.
        public var compared: Int
        /// Those of them on which it takes at most a twentieth longer.
        public var near: Int
        /// The worst ratio of the two times.
        public var worst: Double
        /// The machine of the worst case.
        public var worstName: String
    }

    /// How near the kernel-sized construction is to the best plan: over the whole start-up, and in TDH.SYS.TDMR.INIT alone against the best plan for it; nil where no machine can be compared.
    public let nearness: (total: Nearness?, initialization: Nearness?)
    /// Machines whose map does not state LPs.
    public let assumed: Int
    /// Machines in the fleet.
    public let machines: Int
    /// Machines on which Linux starts.
    public let linuxStarts: Int
    /// One for each rung, in the ladder's order.
    public let rows: [Row]

    /// Compares the rungs that every machine has: those of the changes by themselves and of the whole plans.
    /// `machineNames` are the ladders' names, for the worst cases.
    public init(_ ladders: [Ladder], names machineNames: [String] = []) {
        assumed = ladders.count(where: \.assumesProcessors)
        nearness = Self.nearness(ladders, machineNames)
        machines = ladders.count
        linuxStarts = ladders.count { $0.linux.starts }
        let common = (ladders.first?.rungs ?? []).filter { rung in
            rung.kind != .onTop && ladders.allSatisfy { $0.rung(rung.name) != nil }
        }
        rows = common.map { rung in
            let (kind, name) = (rung.kind, rung.name)
            var gains: [Double] = []
            var starts = 0
            var startsWhereLinuxFails = 0
            for ladder in ladders {
                guard let rung = ladder.rung(name), let time = rung.time(ladder.costs) else { continue }
                starts += 1
                guard let before = ladder.linux.time(ladder.costs) else {
                    startsWhereLinuxFails += 1
                    continue
                }
                gains.append(before.total.seconds / max(1e-12, time.total.seconds))
            }
            gains.sort()
            let middle = gains.count / 2
            let gain =
                gains.isEmpty
                ? nil
                : (
                    gains[0], gains.count % 2 == 1 ? gains[middle] : (gains[middle - 1] + gains[middle]) / 2,
                    gains[gains.count - 1]
                )
            return Row(kind: kind, name: name, starts: starts, startsWhereLinuxFails: startsWhereLinuxFails, gain: gain)
        }
    }
}

extension LadderFleet {
    private static func nearness(_ ladders: [Ladder], _ names: [String]) -> (Nearness?, Nearness?) {
        var totals: [(Double, String)] = []
        var initializations: [(Double, String)] = []
        for (index, ladder) in ladders.enumerated() {
            guard let own = ladder.first(.kernelSized), let best = ladder.first(.best), own.withheld == best.withheld,
                let time = own.time(ladder.costs), let bestTime = best.time(ladder.costs)
            else { continue }
            let name = index < names.count ? names[index] : "machine \(index)"
            totals.append((time.total.seconds / max(1e-12, bestTime.total.seconds), name))
            guard let least = ladder.leastInitialization else { continue }
            initializations.append((time.initialization.seconds / max(1e-12, least.seconds), name))
        }
        return (nearness(totals), nearness(initializations))
    }

    private static func nearness(_ ratios: [(ratio: Double, name: String)]) -> Nearness? {
        guard let worst = ratios.max(by: { $0.ratio < $1.ratio }) else { return nil }
        return Nearness(
            compared: ratios.count, near: ratios.count { $0.ratio <= 1.05 }, worst: worst.ratio, worstName: worst.name)
    }
}
