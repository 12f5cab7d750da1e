import PhysicalMemory

/// The rules of TDH.SYS.CONFIG that look at the call or at one TDMR alone. Each function keeps the module's order: the first rule that fails is
/// thrown. Numbers are those of the published rule table.
struct ConfigRules {
    let platform: ConfigPlatform
    let operands: ConfigOperands
    let pamt: PAMTMode
    private let keyIDField: KeyIDField

    init(platform: ConfigPlatform, operands: ConfigOperands) {
        self.platform = platform
        self.operands = operands
        pamt = platform.rules.supportsDynamicPAMT ? operands.pamt : .static
        keyIDField = platform.keyIDField
    }

    /// The alignment that the addresses of the list and of each entry need, and the bytes of host memory that must lie there.
    private static let operandSize = ByteCount(512)

    /// Rules 1 to 8: the module's state and the operands. A leaf version that the dispatcher does not know is refused before them.
    func checkCall() throws(ConfigRefusal) {
        if operands.leafVersion > 0 && !platform.rules.hasLeafVersions { throw .operandInvalid(.rax) }
        if platform.isBusy { throw .busy }
        if platform.state != .initialized || !platform.isEveryLPInitialized { throw .notPending }
        guard platform.isHostMemory(operands.list, size: Self.operandSize) else { throw .operandInvalid(.rcx) }
        if operands.count > UInt64(platform.limits.maxTDMRs) || operands.count < 1 { throw .operandInvalid(.rdx) }

        let knownBits = 0xffff | (platform.rules.bit16 == .reserved ? 0 : ConfigOperands.dynamicPAMTFlag)
        guard operands.keyIDAndFlags & ~knownBits == 0, platform.privateKeyIDs.contains(operands.globalKeyID) else {
            throw .operandInvalid(.r8)
        }
        try checkLeafVersion()
        if pamt == .dynamic && platform.rules.limitsKeyIDStart && keyIDField.start > Self.highestKeyIDStart {
            throw .operandInvalid(.r8)
        }
    }

    /// The KeyIDs of a module with dynamic PAMT begin at this bit or below.
    private static let highestKeyIDStart = 48

    /// Rule 7a: version 1 takes the wanted features in R9.
    private func checkLeafVersion() throws(ConfigRefusal) {
        guard operands.leafVersion > 0 else { return }
        if operands.leafVersion > 1 { throw .operandInvalid(.rax) }
        if operands.features & ~platform.rules.features.rawValue != 0 { throw .operandInvalid(.r9) }
        if operands.r10 != 0 { throw .operandInvalid(.r10) }
    }

    /// Rule 9: the address of an entry, judged as the list's own.
    func checkEntryAddress(_ address: PhysicalAddress) throws(ConfigRefusal) {
        guard platform.isHostMemory(address, size: Self.operandSize) else { throw .operandInvalid(.rcx) }
    }

    /// Rules 10 to 14: the range of TDMR `index`.
    func range(of info: TDMRInfo, _ index: Int, after previous: AddressRange?) throws(ConfigRefusal) -> AddressRange {
        guard let range = AddressRange(base: info.base.rawValue, size: info.size.rawValue) else {
            throw .invalidTDMR(index)
        }
        // Not below the previous end implies not below the previous base: rules 11 and 12 in one.
        if let previous, range.base < previous.end { throw .nonOrderedTDMR(index) }
        guard info.base.isAligned(to: .gib(1)), info.size.isAligned(to: .gib(1)), !range.isEmpty, isAddressable(range)
        else {
            throw .invalidTDMR(index)
        }
        return range
    }

    /// Rules 15 to 20: the reserved areas, one after the other.
    func checkReservedAreas(of info: TDMRInfo, _ index: Int, in tdmr: AddressRange) throws(ConfigRefusal) {
        let areas = info.reservedAreas.prefix(platform.limits.maxReservedAreas)
        var previousEnd: UInt64 = 0
        for (slot, area) in areas.enumerated() {
            if area.size == .zero {
                if slot + 1 < areas.count && areas[slot + 1].size != .zero {
                    throw .nonOrderedReservedArea(tdmr: index, area: slot)
                }
                continue
            }
            guard let range = AddressRange(base: area.offset.rawValue, size: area.size.rawValue) else {
                throw .invalidReservedArea(tdmr: index, area: slot)
            }
            // As for TDMRs, the previous end stands for the previous offset too.
            if range.base < previousEnd { throw .nonOrderedReservedArea(tdmr: index, area: slot) }
            let (end, overflow) = tdmr.base.addingReportingOverflow(range.end)
            guard area.offset.isAligned(to: .page), area.size.isAligned(to: .page), !overflow, end <= tdmr.end else {
                throw .invalidReservedArea(tdmr: index, area: slot)
            }
            previousEnd = range.end
        }
    }

    /// Rules 21 to 24 for the levels 1G, 2M, 4K: each PAMT alone.
    func pamtRanges(of info: TDMRInfo, _ index: Int, in tdmr: AddressRange) throws(ConfigRefusal) -> PAMTRanges {
        let page1G = try pamtRange(of: info, index, .page1G, in: tdmr)
        let page2M = try pamtRange(of: info, index, .page2M, in: tdmr)
        let page4K = try pamtRange(of: info, index, .page4K, in: tdmr)
        return PAMTRanges(page4K: page4K, page2M: page2M, page1G: page1G)
    }

    private func pamtRange(of info: TDMRInfo, _ index: Int, _ level: PAMTLevel, in tdmr: AddressRange)
        throws(ConfigRefusal) -> PageRange
    {
        let table = info.pamt(level)
        guard let range = AddressRange(base: table.base.rawValue, size: table.size.rawValue),
            table.base.isAligned(to: .page), table.size.isAligned(to: .page), isAddressable(range),
            table.size >= requiredSize(level, of: ByteCount(tdmr.end - tdmr.base))
        else { throw .invalidPAMT(tdmr: index, level) }
        return range.pages
    }

    /// The least size of a table, not rounded to pages.
    private func requiredSize(_ level: PAMTLevel, of tdmr: ByteCount) -> ByteCount {
        tdmr.gib * platform.limits.pamtSizes(pamt).perGranule(level)
    }

    /// Whether the base, then the last byte, lie below 2^52 and carry no KeyID. (The byte before 0 does not.)
    private func isAddressable(_ range: AddressRange) -> Bool {
        keyIDField.isWithinLimits(PhysicalAddress(range.base))
            && keyIDField.isWithinLimits(PhysicalAddress(range.end &- 1))
    }
}
