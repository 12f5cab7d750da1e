import HostReports
import MemoryMaps
import TDMRConstruction
import TestSupport
import Testing

@Suite struct BootRehearsalTests {
    @Test func `a rehearsal prints what the log of such a machine would`() throws {
        let path = Fixtures.datasets.appending(path: "real/emr-foxcreekpass-2s-snc-256g-tdx-fail/dmesg.txt").path
        let map = try MapReader.read(path).map
        let linux = Planners.linux
        let failed = BootRehearsal(map, strategy: linux, options: EnableOptions(schedule: .serial))
        #expect(failed.errno == .ENOSPC)
        #expect(
            failed.lines.map(\.text).suffix(2) == [
                "initialization failed: TDMR [0x0, 0x80000000): reserved areas exhausted.",
                "TDX-Module initialization failed (-28)",
            ])
        let sized = try #require(Planners.named("kernel-sized"))
        let started = BootRehearsal(map, strategy: sized, options: EnableOptions(profile: .dynamicPAMT))
        #expect(started.errno == nil)
        #expect(
            started.lines.map(\.text).suffix(3) == [
                "Enable Dynamic PAMT", "88 KB allocated for PAMT", "TDX-Module initialized",
            ])
    }
}
