import PhysicalMemory
import TDMRConstruction
import TDXHost
import TestSupport
import Testing

@Suite struct MemoryNotifierTests {
    @Test(arguments: LinuxVector.all.filter { $0.keyIDs.tdx >= 2 })
    func `the notifier answers as the kernel's`(vector: LinuxVector) throws {
        let expected = try vector.expected(cmrPatch: false)
        let memory = expected.status == "OK" ? vector.memory : []
        let notifier = try MemoryNotifier<BinarySearch>(memory: memory, predicate: .oneEntry)
        #expect(vector.queries.map { notifier.mayGoOnline($0) ? "OK" : "BAD" } == expected.online.map(\.answer))
    }

    @Test func `the union lets a range cross from one entry into a touching one`() throws {
        let memory = [(256, 0x8000, 0), (0x8000, 0x10000, 1), (0x10001, 0x20000, 1)].map {
            MemoryRegion(pages: PageRange(UInt64($0.0), UInt64($0.1)), node: NodeID(UInt32($0.2)))
        }
        let one = try MemoryNotifier<BinarySearch>(memory: memory, predicate: .oneEntry)
        let union = try MemoryNotifier<BinarySearch>(memory: memory, predicate: .union)
        let across = PageRange(0x7000, 0x9000)
        #expect(!one.mayGoOnline(across) && union.mayGoOnline(across))
        let overHole = PageRange(0xf000, 0x11000)
        #expect(!one.mayGoOnline(overHole) && !union.mayGoOnline(overHole))
        #expect(!one.mayGoOnline(PageRange(0, 300)) && !union.mayGoOnline(PageRange(0, 300)))
    }
}
