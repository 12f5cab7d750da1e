import CProbes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The PMU of one kind of cores, as the kernel lists it under `/sys/bus/event_source/devices`. Processors with two kinds of cores have two.
package struct CorePMU: Hashable, Codable, Sendable {
    /// `cpu`; `cpu_core` and `cpu_atom` where cores are of two kinds.
    package var name: String
    /// The kernel's number of it, for `perf_event_attr.type` and the upper half of a generic event's `config`.
    package var type: Int
    /// The CPUs it counts on, `0-15`; nil: all.
    package var cpus: String?

    package init(name: String, type: Int, cpus: String? = nil) {
        self.name = name
        self.type = type
        self.cpus = cpus
    }

    private static let folder = "/sys/bus/event_source/devices/"

    /// The PMUs of this machine; empty where nothing can be counted, as in most VMs.
    package static func all() -> [CorePMU] {
        let names = ["cpu", "cpu_core", "cpu_atom", "cpu_lowpower", "armv8_pmuv3", "armv8_pmuv3_0", "armv8_pmuv3_1"]
        return names.compactMap { name in
            guard let type = SmallFile.integer("\(folder)\(name)/type") else { return nil }
            return CorePMU(name: name, type: type, cpus: SmallFile.line("\(folder)\(name)/cpus"))
        }
    }

    /// The kinds of cores on which the calling thread may run.
    package enum Binding: Hashable, Sendable {
        /// All cores are of one kind, or their kinds are unknown.
        case oneKind
        /// The thread may run on this kind alone.
        case bound(CorePMU)
        /// The thread may run on several kinds; the counters of one kind do not see its work on another.
        case several([String])
    }

    /// The kinds that the calling thread is bound to.
    package static func binding(of units: [CorePMU] = all()) -> Binding {
        let kinds = units.filter { $0.cpus != nil }
        guard kinds.count > 1 else { return .oneKind }
        let mine = kinds.filter { unit in
            CPUList.numbers(unit.cpus ?? "").contains { probe_may_run_on(Int32(clamping: $0)) == 1 }
        }
        return mine.count == 1 ? .bound(mine[0]) : .several(kinds.map(\.name))
    }
}
