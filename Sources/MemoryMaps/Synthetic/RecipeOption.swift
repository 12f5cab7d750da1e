import PhysicalMemory
import TDXModule

/// A property of a synthetic machine that a command line or a recipe file can fix, under the name it has there.
public enum RecipeOption: String, CaseIterable, Sendable {
    case sockets
    case nodesPerSocket = "nodes-per-socket"
    case nodeSize = "node-size"
    case tdx
    case cmrs
    case lowTop = "low-top"
    case lowFragments = "low-fragments"
    case lowCluster = "low-cluster"
    case lastLowPage = "last-low-page"
    case earlyHole = "early-hole"
    case mmioHole = "mmio-hole"
    case highStart = "high-start"
    case strip
    case nodeStride = "node-stride"
    case sparseHole = "sparse-hole"
    case tebibyteHole = "tebibyte-hole"
    case cxlWindows = "cxl-windows"
    case cxlSize = "cxl-size"
    case cxlAtBoot = "cxl-at-boot"
    case hotplugWindows = "hotplug-windows"
    case hotplugSize = "hotplug-size"
    case lpsPerSocket = "lps-per-socket"
    case keyids
    case regions

    enum Kind {
        case count(ClosedRange<Int>)
        case size(ClosedRange<ByteCount>, multipleOf: ByteCount)
        case onOff
        case range
        case keyIDs

        var noun: String {
            switch self {
            case .count: "number"
            case .size: "size (4096, 0x1000, 64KiB, 2MiB, 1GiB, 4TiB)"
            case .onOff: "'on' or 'off'"
            case .range: "range START-END of bytes"
            case .keyIDs: "pair MKTME,TDX of numbers"
            }
        }
    }

    var kind: Kind {
        switch self {
        case .sockets: .count(1 ... 64)
        case .nodesPerSocket: .count(1 ... 8)
        case .nodeSize: .size(.mib(16) ... .gib(64 << 10), multipleOf: .mib(1))
        case .tdx, .cmrs, .lastLowPage, .tebibyteHole, .cxlAtBoot: .onOff
        case .lowTop: .size(.mib(2) ... .gib(4), multipleOf: .page)
        case .lowFragments: .count(1 ... 1024)
        case .lowCluster: .size(.page ... .gib(4), multipleOf: .page)
        case .earlyHole: .range
        case .mmioHole: .size(.zero ... .gib(3), multipleOf: .mib(1))
        case .highStart: .size(.zero ... .gib(1), multipleOf: .page)
        case .strip: .size(.zero ... .gib(64), multipleOf: .page)
        case .nodeStride: .size(.mib(16) ... .gib(1 << 20), multipleOf: .mib(1))
        case .sparseHole: .size(.zero ... .gib(1 << 20), multipleOf: .mib(1))
        case .cxlWindows: .count(0 ... 16)
        case .hotplugWindows: .count(0 ... 64)
        case .cxlSize, .hotplugSize: .size(.mib(128) ... .gib(64 << 10), multipleOf: .mib(128))
        case .lpsPerSocket: .count(1 ... 1024)
        case .keyids: .keyIDs
        case .regions: .count(1 ... Recipe.maxRegions)
        }
    }
}

extension SyntheticMachine {
    /// Fixes the property `option` as `text` says.
    /// - Throws: `SyntheticError.unreadable` or `.outOfRange`.
    public mutating func set(_ option: RecipeOption, to text: String) throws(SyntheticError) {
        switch option {
        case .sockets: sockets = try option.count(text)
        case .nodesPerSocket: nodesPerSocket = try option.count(text)
        case .nodeSize: nodeSize = try option.size(text)
        case .tdx: isTDXHost = try option.onOff(text)
        case .cmrs: cmrsKnown = try option.onOff(text)
        case .lowTop: lowTop = PhysicalAddress(try option.size(text).rawValue)
        case .lowFragments: lowFragments = try option.count(text)
        case .lowCluster: lowCluster = try option.size(text)
        case .lastLowPage: hasLastLowPage = try option.onOff(text)
        case .earlyHole: earlyHole = try option.range(text)
        case .mmioHole: mmioHole = try option.size(text)
        case .highStart: highStart = try option.size(text)
        case .strip: strip = try option.size(text)
        case .nodeStride: nodeStride = try option.size(text)
        case .sparseHole: sparseHole = try option.size(text)
        case .tebibyteHole: hasTebibyteHole = try option.onOff(text)
        case .cxlWindows: cxlWindows = try option.count(text)
        case .cxlSize: cxlSize = try option.size(text)
        case .cxlAtBoot: isCXLMemoryAtBoot = try option.onOff(text)
        case .hotplugWindows: hotplugWindows = try option.count(text)
        case .hotplugSize: hotplugSize = try option.size(text)
        case .lpsPerSocket: processorsPerSocket = try option.count(text)
        case .keyids: keyIDs = try option.keyIDs(text)
        case .regions: regions = try option.count(text)
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
        guard ends.count == 2, let start = Self.size(String(ends[0])), let end = Self.size(String(ends[1])) else { throw .unreadable(self, text) }
        guard start < end, start.isAligned(to: .page), end.isAligned(to: .page) else {
            throw .outOfRange(self, text, allowed: "START < END, multiples of 4 KiB")
        }
        return PageRange(start.pages, end.pages)
    }

    func keyIDs(_ text: String) throws(SyntheticError) -> KeyIDCounts {
        let halves = text.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, let mktme = Self.number(String(halves[0])), let tdx = Self.number(String(halves[1])) else {
            throw .unreadable(self, text)
        }
        guard mktme <= 0xffff, tdx <= 0xffff else { throw .outOfRange(self, text, allowed: "0 ... 65535 each") }
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
        guard let (suffix, shift) = units.first(where: { text.hasSuffix($0.0) }) else { return number(text).map { ByteCount($0) } }
        guard let number = number(text.dropLast(suffix.count)), number >> (64 - shift) == 0 else { return nil }
        return ByteCount(number << shift)
    }
}
