import MemoryMaps
import TDMRConstruction
import TDXModule

let map = try MapReader.read(CommandLine.arguments[1]).map
let input = ConstructionInput(regions: map.memory, cmrs: map.cmrs, limits: map.limits)
let layout = try BestPlanner(processors: map.logicalProcessors).plan(input).outcome.get()
for tdmr in layout.tdmrs.map(\.info) {
    print(tdmr.base, tdmr.size, "PAMT", tdmr.pamt4K.base, "areas", tdmr.reservedAreas.count)
}
let verdict = ConfigVerdict(on: layout.tdmrs.map(\.info), cmrs: map.cmrs ?? [], keyIDs: map.keyIDs, limits: map.limits)
print("TDH.SYS.CONFIG:", verdict)
