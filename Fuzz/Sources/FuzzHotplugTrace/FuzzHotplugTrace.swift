import MemoryMaps
import PhysicalMemory
import Properties
import TDXHost

/// What follows the header of a hotplug trace; what can be read happens to a small machine under every policy.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array("hotplug-trace 1\n".utf8) + ReaderProperties.bytes(start, count)
    let read = { () throws(InputError) in try HotplugTraceReader.read(bytes, name: "fuzz") }
    guard let trace = ReaderProperties.reading(read) else { return 0 }
    let back = try? HotplugTraceReader.read(Array(trace.text.utf8), name: "fuzz")
    guard back?.entries.map(\.event) == trace.entries.map(\.event), back?.blockSize == trace.blockSize else {
        fatalError("another trace: \(trace)")
    }

    // A million blocks at once are like a thousand, but for the time they take.
    let blocks = trace.entries.reduce(UInt64(0)) { sum, entry in
        if case .add(let region, _) = entry.event { sum + region.pages.count >> 15 } else { sum }
    }
    guard blocks < 1 << 16 || blocks > 1 << 20 else { return 0 }
    for policy in HotplugPolicies.all {
        let report = policy.run(trace, on: machine)
        guard report.events == trace.entries.count else { fatalError("\(policy.name) lost an event") }
    }
    return 0
}

private let machine = HotplugMachine(
    HostMemoryMap(
        memory: [
            MemoryRegion(pages: PageRange(1, 0x9f), node: NodeID(0)),
            MemoryRegion(pages: PageRange(0x100, 0x60000), node: NodeID(0)),
            MemoryRegion(pages: PageRange(0x100000, 0x180000), node: NodeID(0)),
            MemoryRegion(pages: PageRange(0x180000, 0x200000), node: NodeID(1)),
        ],
        hotplugWindows: [MemoryRegion(pages: PageRange(0x200000, 1 << 52), node: NodeID(7))]), blockSize: .mib(128))
