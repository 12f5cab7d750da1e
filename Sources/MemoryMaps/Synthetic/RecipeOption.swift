import PhysicalMemory
import TDXModule

/// A property of a synthetic machine that a command line or a recipe file can fix, under the name it has there.
public enum RecipeOption: String, CaseIterable, Sendable {
    /// Sockets, 1 ... 64.
    case sockets
    /// Sub-NUMA clusters: 1 ... 8.
    case nodesPerSocket = "nodes-per-socket"
    /// DRAM of each node, a multiple of 1 MiB, 16 MiB ... 64 TiB.
    case nodeSize = "node-size"
    /// Whether TDX is enabled in the firmware: strips at the end of nodes, CMRs, a low top and node sizes as such hosts have them.
    case tdx
    /// Whether the CMRs are known; a TDX host's are.
    case cmrs
    /// Top of low usable memory (TOLUD), a multiple of 4 KiB, 16 MiB ... 4 GiB.
    case lowTop = "low-top"
    /// Usable regions from 1 MiB up to `lowTop`: 1 ... 1024.
    case lowFragments = "low-fragments"
    /// The last bytes below `lowTop` that hold all low fragments but the largest; nil: wherever the drawn sizes put them.
    case lowCluster = "low-cluster"
    /// Whether a single page that ends at `lowTop` is usable, as on most Sapphire and Emerald Rapids boards.
    case lastLowPage = "last-low-page"
    /// One more hole, inside the largest low fragment: where graphics or the management engine sit.
    case earlyHole = "early-hole"
    /// The window below 4 GiB that DRAM is remapped around, a multiple of 1 MiB below 4 GiB. Node n starts at n times the node size plus this.
    case mmioHole = "mmio-hole"
    /// Bytes that the firmware reserves right above 4 GiB.
    case highStart = "high-start"
    /// Bytes that the firmware reserves at the end of each node (0: none). Strips of 64 MiB and more are 32 MiB longer on the first node.
    case strip
    /// Distance between node bases when larger than a node; the memory remapped from below 4 GiB then lies above the last node.
    case nodeStride = "node-stride"
    /// A hole above the first node.
    case sparseHole = "sparse-hole"
    /// Whether [0xfd00000000, 0x10000000000), the HyperTransport hole below 1 TiB, holds no memory.
    case tebibyteHole = "tebibyte-hole"
    /// Windows of CXL memory right above DRAM, each a node of its own: 0 ... 16.
    case cxlWindows = "cxl-windows"
    /// Bytes of each CXL window, a multiple of 128 MiB.
    case cxlSize = "cxl-size"
    /// Whether the first CXL window is memory at boot already, which no CMR covers.
    case cxlAtBoot = "cxl-at-boot"
    /// Hot-pluggable windows far above memory, each a node of its own: 0 ... 64.
    case hotplugWindows = "hotplug-windows"
    /// Bytes of each hot-pluggable window, a multiple of 128 MiB.
    case hotplugSize = "hotplug-size"
    /// Logical processors of one socket: 1 ... 1024.
    case lpsPerSocket = "lps-per-socket"
    /// How many KeyIDs are shared and how many private.
    case keyids
    /// Memory regions of the finished map, at most 4,194,304; more than the machine has by itself are made by holes spread over the memory above 4 GiB.
    case regions

    enum Kind {
        case count(ClosedRange<Int>)
        case size(ClosedRange<ByteCount>, multipleOf: ByteCount)
        case onOff
        case range
        case keyIDs

        var noun: String {
            switch self {
            case .count: "a number"
            case .size: "a size (4096, 0x1000, 64KiB, 2MiB, 1GiB, 4TiB)"
            case .onOff: "'on' or 'off'"
            case .range: "a range START-END of bytes"
            case .keyIDs: "a pair MKTME,TDX of numbers"
            }
        }
    }

    var kind: Kind {
        switch self {
        case .sockets: .count(1...64)
        case .nodesPerSocket: .count(1...8)
        case .nodeSize: .size(.mib(16) ... .gib(64 << 10), multipleOf: .mib(1))
        case .tdx, .cmrs, .lastLowPage, .tebibyteHole, .cxlAtBoot: .onOff
        case .lowTop: .size(.mib(2) ... .gib(4), multipleOf: .page)
        case .lowFragments: .count(1...1024)
        case .lowCluster: .size(.page ... .gib(4), multipleOf: .page)
        case .earlyHole: .range
        case .mmioHole: .size(.zero ... .gib(3), multipleOf: .mib(1))
        case .highStart: .size(.zero ... .gib(1), multipleOf: .page)
        case .strip: .size(.zero ... .gib(64), multipleOf: .page)
        case .nodeStride: .size(.mib(16) ... .gib(1 << 20), multipleOf: .mib(1))
        case .sparseHole: .size(.zero ... .gib(1 << 20), multipleOf: .mib(1))
        case .cxlWindows: .count(0...16)
        case .hotplugWindows: .count(0...64)
        case .cxlSize, .hotplugSize: .size(.mib(128) ... .gib(64 << 10), multipleOf: .mib(128))
        case .lpsPerSocket: .count(1...1024)
        case .keyids: .keyIDs
        case .regions: .count(1...Recipe.maxRegions)
        }
    }
}

extension RecipeOption {
    func count(_ text: String) throws(SyntheticError) -> Int {
        guard let number = Self.number(text) else { throw .unreadable(self, text) }
        guard case .count(let range) = kind, number <= UInt64(range.upperBound), Int(number) >= range.lowerBound else {
            throw .outOfRange(self, text, allowed: allowed)
        }
        return Int(number)
    }

    func size(_ text: String) throws(SyntheticError) -> ByteCount {
        guard let size = Self.size(text) else { throw .unreadable(self, text) }
        guard case .size(let range, let unit) = kind, range.contains(size), size.isAligned(to: unit) else {
            throw .outOfRange(self, text, allowed: allowed)
        }
        return size
    }

    func onOff(_ text: String) throws(SyntheticError) -> Bool {
        switch text {
        case "on": return true
        case "off": return false
        default: throw .unreadable(self, text)
        }
    }

    func range(_ text: String) throws(SyntheticError) -> PageRange {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = Self.size(String(ends[0])), let end = Self.size(String(ends[1])) else {
            throw .unreadable(self, text)
        }
        guard start < end, start.isAligned(to: .page), end.isAligned(to: .page) else {
            throw .outOfRange(self, text, allowed: "START < END, multiples of 4 KiB")
        }
        return PageRange(start.pages, end.pages)
    }

    func keyIDs(_ text: String) throws(SyntheticError) -> KeyIDCounts {
        let halves = text.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, let mktme = Self.number(String(halves[0])), let tdx = Self.number(String(halves[1]))
        else {
            throw .unreadable(self, text)
        }
        guard mktme <= 0xffff, tdx <= 0xffff - mktme else {
            throw .outOfRange(self, text, allowed: "0 ... 65535 together")
        }
        return KeyIDCounts(mktme: UInt32(mktme), tdx: UInt32(tdx))
    }

    private var allowed: String {
        switch kind {
        case .count(let range): "\(range.lowerBound) ... \(range.upperBound)"
        case .size(let range, let unit): "\(range.lowerBound) ... \(range.upperBound), a multiple of \(unit)"
        case .onOff, .range, .keyIDs: kind.noun
        }
    }

    /// A decimal or 0x number.
    private static func number(_ text: some StringProtocol) -> UInt64? {
        let isHex = text.hasPrefix("0x")
        let digits = isHex ? text.dropFirst(2) : text[...]
        guard let first = digits.first, first != "+", first != "-" else { return nil }
        return UInt64(digits, radix: isHex ? 16 : 10)
    }

    /// A number of bytes with an optional binary unit.
    private static func size(_ text: String) -> ByteCount? {
        let units: [(String, UInt64)] = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)]
        guard let (suffix, shift) = units.first(where: { text.hasSuffix($0.0) }) else {
            return number(text).map { ByteCount($0) }
        }
        guard let number = number(text.dropLast(suffix.count)), number >> (64 - shift) == 0 else { return nil }
        return ByteCount(number << shift)
    }
}
