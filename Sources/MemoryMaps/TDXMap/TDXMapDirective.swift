/// The words a line of a tdxmap begins with, after its header.
enum TDXMapDirective: LineDirective, CaseIterable {
    case memory, cmr, hotplug, limits, packages, lps, keyids, maxPFN, bitmapBits

    var name: StaticString {
        switch self {
        case .memory: "memory"
        case .cmr: "cmr"
        case .hotplug: "hotplug"
        case .limits: "limits"
        case .packages: "packages"
        case .lps: "lps"
        case .keyids: "keyids"
        case .maxPFN: "max_pfn"
        case .bitmapBits: "bitmap_bits"
        }
    }

    var numbers: Int {
        switch self {
        case .memory, .hotplug: 3
        case .cmr, .keyids: 2
        case .limits: 5
        case .packages, .lps, .maxPFN, .bitmapBits: 1
        }
    }

    var mayRepeat: Bool {
        switch self {
        case .memory, .cmr, .hotplug: true
        case .limits, .packages, .lps, .keyids, .maxPFN, .bitmapBits: false
        }
    }
}
