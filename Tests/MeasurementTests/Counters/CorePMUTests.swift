import Measurement
import Testing

@Suite struct CorePMUTests {
    @Test func `a thread that is bound to no kind of cores may run on several`() {
        #expect(CorePMU.binding(of: []) == .oneKind)
        #expect(CorePMU.binding(of: [CorePMU(name: "cpu", type: 4)]) == .oneKind)
        let core = CorePMU(name: "cpu_core", type: 4, cpus: "0-1023")
        #expect(CorePMU.binding(of: [core, CorePMU(name: "cpu_atom", type: 10, cpus: "2000")]) == .bound(core))
        #expect(
            CorePMU.binding(of: [core, CorePMU(name: "cpu_atom", type: 10, cpus: "0-7,9")])
                == .several(["cpu_core", "cpu_atom"]))
    }
}
