internal import JSONText
import PhysicalMemory
import TDXModule

/// Writes a map in the `tdxmap` format, version 1.
///
/// The same map gives the same bytes. A map without memory is written without a `memory` line; such a text cannot be read back.
public enum TDXMapWriter {
    /// Hands the text over in pieces of some 64 KiB, so that a map of millions of regions needs no second copy in memory.
    /// - Complexity: O(regions).
    public static func write<Failure: Error>(_ map: HostMemoryMap, to sink: ([UInt8]) throws(Failure) -> Void)
        throws(Failure)
    {
        var text = TextBuffer()
        text.append("tdxmap 1\n")
        let limits = map.limits
        text.line(
            "limits",
            [
                UInt64(limits.maxTDMRs), UInt64(limits.maxReservedAreas),
                limits.pamtEntrySize4K.rawValue, limits.pamtEntrySize2M.rawValue, limits.pamtEntrySize1G.rawValue,
            ])
        text.line("packages", [UInt64(map.packages)])
        if let processors = map.statedLogicalProcessors { text.line("lps", [UInt64(processors)]) }
        text.line("keyids", [UInt64(map.keyIDs.mktme), UInt64(map.keyIDs.tdx)])
        if let maxPFN = map.statedMaxPFN { text.line("max_pfn", [maxPFN.rawValue]) }
        if limits.pamtBitmapBits != 1 { text.line("bitmap_bits", [UInt64(limits.pamtBitmapBits)]) }
        for cmr in map.cmrs ?? [] {
            text.cmr(cmr)
            if text.isFull { try text.empty(into: sink) }
        }
        for region in map.memory {
            text.region("memory", region)
            if text.isFull { try text.empty(into: sink) }
        }
        for window in map.hotplugWindows {
            text.region("hotplug", window)
            if text.isFull { try text.empty(into: sink) }
        }
        try text.empty(into: sink)
    }

    /// The whole text.
    public static func bytes(_ map: HostMemoryMap) -> [UInt8] {
        var bytes: [UInt8] = []
        write(map) { bytes += $0 }
        return bytes
    }
}

extension TextBuffer {
    fileprivate mutating func line(_ directive: StaticString, _ numbers: [UInt64]) {
        append(directive)
        for number in numbers {
            append(UInt8(ascii: " "))
            append(decimal: number)
        }
        append(UInt8(ascii: "\n"))
    }

    fileprivate mutating func region(_ directive: StaticString, _ region: MemoryRegion) {
        append(directive)
        append(UInt8(ascii: " "))
        append(address: region.start)
        append(UInt8(ascii: " "))
        append(address: region.end)
        append(UInt8(ascii: " "))
        append(decimal: UInt64(region.node.rawValue))
        append(UInt8(ascii: "\n"))
    }

    fileprivate mutating func cmr(_ cmr: CMR) {
        append("cmr ")
        append(address: PageFrame(containing: cmr.base))
        append(UInt8(ascii: " "))
        append(address: PageFrame(containing: cmr.base) + cmr.size.pages)
        append(UInt8(ascii: "\n"))
    }
}
