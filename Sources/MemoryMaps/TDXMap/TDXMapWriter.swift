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

/// ASCII text in the making.
private struct TextBuffer {
    /// Longer than any line, so that a line always fits while the buffer is not full.
    private static let slack = 256
    private static let pieceSize = 64 << 10

    private var bytes = [UInt8](repeating: 0, count: pieceSize + slack)
    private var count = 0

    var isFull: Bool { count >= Self.pieceSize }

    mutating func empty<Failure: Error>(into sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        try sink(Array(bytes[..<count]))
        count = 0
    }

    private mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count += 1
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { for byte in $0 { append(byte) } }
    }

    mutating func line(_ directive: StaticString, _ numbers: [UInt64]) {
        append(directive)
        for number in numbers {
            append(UInt8(ascii: " "))
            decimal(number)
        }
        append(UInt8(ascii: "\n"))
    }

    mutating func region(_ directive: StaticString, _ region: MemoryRegion) {
        append(directive)
        append(UInt8(ascii: " "))
        address(region.start)
        append(UInt8(ascii: " "))
        address(region.end)
        append(UInt8(ascii: " "))
        decimal(UInt64(region.node.rawValue))
        append(UInt8(ascii: "\n"))
    }

    mutating func cmr(_ cmr: CMR) {
        append("cmr ")
        address(PageFrame(containing: cmr.base))
        append(UInt8(ascii: " "))
        address(PageFrame(containing: cmr.base) + cmr.size.pages)
        append(UInt8(ascii: "\n"))
    }

    private mutating func decimal(_ number: UInt64) {
        let first = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[first ..< count].reverse()
    }

    /// The frame's byte address in hex; PFN 2^52 has one too.
    private mutating func address(_ frame: PageFrame) {
        append("0x")
        guard frame.rawValue > 0 else { return append(UInt8(ascii: "0")) }
        var shift = (63 - UInt64(truncatingIfNeeded: frame.rawValue.leadingZeroBitCount)) & ~3
        while true {
            let digit = UInt8(truncatingIfNeeded: frame.rawValue &>> shift) & 0xf
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
            if shift == 0 { break }
            shift -= 4
        }
        append("000")
    }
}
