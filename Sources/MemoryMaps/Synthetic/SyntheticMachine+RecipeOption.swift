import PhysicalMemory

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
