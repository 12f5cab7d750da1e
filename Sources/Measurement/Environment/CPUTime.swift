/// The kernel's accounting of CPU time since boot, all CPUs together, in ticks (first line of /proc/stat).
struct CPUTime {
    var total: Double
    var steal: Double

    /// nil where the kernel does not report it.
    static func now() -> CPUTime? { SmallFile.read("/proc/stat").flatMap { CPUTime($0) } }

    /// `cpu user nice system idle iowait irq softirq steal guest guest_nice`; guest time is already in user time.
    init?(_ stat: String) {
        let fields = stat.prefix { $0 != "\n" }.split(separator: " ")
        guard fields.first == "cpu" else { return nil }
        let ticks = fields.dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count == 8 else { return nil }
        total = ticks.reduce(0, +)
        steal = ticks[7]
    }

    /// The share of all CPU time since `earlier` that the hypervisor gave to others; 0 when no time passed.
    func stealShare(since earlier: CPUTime) -> Double {
        total > earlier.total ? (steal - earlier.steal) / (total - earlier.total) : 0
    }
}
