import TDXHost
import TDXModule

/// What each rung buys over many machines.
public struct LadderFleet: Sendable {
    /// A rung over all machines.
    public struct Row: Sendable {
        public var name: String
        /// Machines on which TDX starts, and those of them on which it does not under Linux.
        public var starts: Int
        /// Machines on which it starts and Linux does not.
        public var rescued: Int
        /// How many times as fast as Linux, where both start; nil where no machine does.
        public var gain: (worst: Double, median: Double, best: Double)?
    }

    /// Machines in the fleet.
    public let machines: Int
    /// Machines on which Linux starts.
    public let linuxStarts: Int
    /// One for each rung, in the ladder's order.
    public let rows: [Row]

    /// Of the rungs that every machine has: those of the changes by themselves and of the whole plans.
    public init(_ ladders: [Ladder]) {
        machines = ladders.count
        linuxStarts = ladders.count { $0.linux.starts }
        let names = (ladders.first?.rungs ?? []).map(\.name).filter { name in
            ladders.allSatisfy { $0.rung(name) != nil } && !name.hasPrefix("+") && !name.hasPrefix("first:")
        }
        rows = names.map { name in
            var gains: [Double] = []
            var starts = 0
            var rescued = 0
            for ladder in ladders {
                guard let rung = ladder.rung(name), let time = rung.time(ladder.costs) else { continue }
                starts += 1
                guard let before = ladder.linux.time(ladder.costs) else {
                    rescued += 1
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
            return Row(name: name, starts: starts, rescued: rescued, gain: gain)
        }
    }
}
