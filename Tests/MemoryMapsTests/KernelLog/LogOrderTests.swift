import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct LogOrderTests {
    private static func reversed(_ text: String) -> String {
        text.split(separator: "\n").reversed().joined(separator: "\n") + "\n"
    }

    @Test func `a log that runs backwards is refused as that`() throws {
        let sentence = "the log runs backwards, the last line first (journalctl -r, tac): turn it around with tac"
        #expect(failure(Self.reversed(modernBoot)) == "m:25: \(sentence)")
        #expect(failure(Self.reversed(modernBoot + modernBoot + modernBoot)) == "m:75: \(sentence)")
        let times =
            "[    9.360001] virt/tdx: BIOS enabled: private KeyID range [32, 64)\n[   31.199911] virt/tdx: CMR: [0x100000, 0x77800000)\n[   36.379132] virt/tdx: module initialized\n"
        #expect(failure(Self.reversed(times)) == "m:3: \(sentence)")
        #expect(failure(times) == nil)
    }

    @Test func `many boots in a file do not run backwards`() throws {
        #expect(failure(String(repeating: modernBoot, count: 20)) == nil)
        let headless = "BIOS-e820: [mem 0x100000-0x7fffffff] usable\n  node   0: [mem 0x100000-0x7fffffff]\n"
        #expect(failure(String(repeating: headless, count: 2)) == nil)
    }
}
