import PhysicalMemory
import TDMRConstruction

extension ConstructionInput {
    /// The regions read and the TDMRs written: 64 bytes each, and 16 for a reserved area. As many as Linux makes; one where it gives up.
    var least: LeastWorkload<MemoryRegion> {
        let layout = try? LinuxPlanner(.plain, placer: nil).plan(self).outcome.get()
        let tdmrs = layout?.tdmrs.map(\.info) ?? []
        return LeastWorkload(
            reading: [regions], writing: tdmrs.isEmpty ? 64 : tdmrs.reduce(0) { $0 + 64 + 16 * $1.reservedAreas.count },
            units: regions.count)
    }
}
