import PhysicalMemory
import TDXModule

/// Writes a map in the `tdxmap` format, version 1.
///
/// The same map gives the same bytes. A map without memory is written without a `memory` line; such a text cannot be read back.
public enum TDXMapWriter {
    /// Hands the text over in pieces of some 64 KiB, so that a map of millions of regions needs no second copy in memory.
    /// - Complexity: O(regions).
    public static func write<Failure: Error>(_ map: HostMemoryMap, to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var text = TextBuffer()
        text.append("tdxmap 1\n")
        let limits = map.limits
        text.line("limits", [
            UInt64(limits.maxTDMRs), UInt64(limits.maxReservedAreas),
            limits.pamtEntrySize4K.rawValue, limits.pamtEntrySize2M.rawValue, limits.pamtEntrySize1G.rawValue,
        ])
        text.line("packages", [UInt64(map.packages)])
        if let processors = map.statedLogicalProcessors { text.line("lps", [UInt64(processors)]) }
        text.line("keyids", [UInt64(map.keyIDs.mktme), UInt64(map.keyIDs.tdx)])
        for cmr in map.cmrs ?? [] { text.cmr(cmr) }
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

/// ASCII text in the making.
private struct TextBuffer {
    private var bytes: [UInt8] = []
    private static let pieceSize = 64 << 10

    init() { bytes.reserveCapacity(Self.pieceSize + 256) }

    var isFull: Bool { bytes.count >= Self.pieceSize }

    mutating func empty<Failure: Error>(into sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    mutating func line(_ directive: StaticString, _ numbers: [UInt64]) {
        append(directive)
        for number in numbers {
            append(" ")
            decimal(number)
        }
        append("\n")
    }

    mutating func region(_ directive: StaticString, _ region: MemoryRegion) {
        append(directive)
        append(" ")
        address(region.start)
        append(" ")
        address(region.end)
        append(" ")
        decimal(UInt64(region.node.rawValue))
        append("\n")
    }

    mutating func cmr(_ cmr: CMR) {
        append("cmr ")
        address(PageFrame(containing: cmr.base))
        append(" ")
        address(PageFrame(containing: cmr.base) + cmr.size.pages)
        append("\n")
    }

    private mutating func decimal(_ number: UInt64) {
        let first = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[first...].reverse()
    }

    /// The frame's byte address in hex; PFN 2^52 has one too.
    private mutating func address(_ frame: PageFrame) {
        append("0x")
        guard frame.rawValue > 0 else { return append("0") }
        var shift = (63 - frame.rawValue.leadingZeroBitCount) / 4 * 4
        while shift >= 0 {
            let digit = UInt8(frame.rawValue >> UInt64(shift) & 0xf)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            shift -= 4
        }
        append("000")
    }
}
