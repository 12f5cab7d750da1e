import PhysicalMemory
import TDXModule

/// The published rule table word by word, in integers that cannot overflow: slow, obvious, and written without a look at the library's rules.
///
/// Besides the verdict it says which rule decided, and which of its alternatives: a test can tell what its cases have reached.
struct LiteralRules {
    struct Decision: Error, Hashable {
        var rule: String
        var verdict: ConfigVerdict
    }

    private typealias Number = Int128
    private struct Extent {
        var base: Number
        var size: Number
        var end: Number { base + size }
        func meets(_ other: Extent) -> Bool { !(base >= other.end || other.base >= end) }
        func contains(_ other: Extent) -> Bool { base <= other.base && other.end <= end }
    }
    private struct TDMR {
        var extent: Extent
        var pamts: [PAMTLevel: Extent] = [:]
        var parts: [Extent] = []
    }

    private let platform: ConfigPlatform
    private let call: ConfigCall
    private let max64 = Number(UInt64.max)
    /// Lowest bit of a KeyID, and the bit above its highest.
    private let start: Int
    private let top: Int
    private let pages = Number(4096)
    private let gib = Number(1) << 30
    private let isDynamic: Bool

    static func decide(_ call: ConfigCall, _ platform: ConfigPlatform) -> Decision {
        do {
            try LiteralRules(call, platform).run()
            return Decision(rule: "accepted", verdict: .accepted)
        } catch let decision as Decision {
            return decision
        } catch {
            preconditionFailure("only decisions are thrown")
        }
    }

    private init(_ call: ConfigCall, _ platform: ConfigPlatform) {
        self.call = call
        self.platform = platform
        top = platform.rules.keyIDTop == .bit52 ? 52 : platform.addressWidth
        start = top - platform.keyIDBits
        isDynamic = platform.rules.bit16 == .dynamicPAMT && call.operands.keyIDAndFlags >> 16 & 1 == 1
    }

    private func keyID(_ address: Number) -> Number { (address >> start) % (1 << platform.keyIDBits) }

    private func isBeyondLimits(_ address: Number) -> Bool { address >= 1 << 52 || keyID(address) != 0 }

    private func refuse(_ rule: String, if condition: Bool, _ refusal: @autoclosure () -> ConfigRefusal) throws {
        if condition { throw Decision(rule: rule, verdict: .refused(refusal())) }
    }

    private func run() throws {
        try rule0()
        try rules1To8()
        var tdmrs: [TDMR] = []
        for index in 0..<Int(call.operands.count) {
            try operandAddress("9", call.entryAddress(index))
            let info = index < call.entries.count ? call.entries[index] : .zero
            try rules10To14(index, info, tdmrs.last)
            var tdmr = TDMR(extent: Extent(base: Number(info.base.rawValue), size: Number(info.size.rawValue)))
            let slots =
                info.reservedAreas
                + Array(repeating: ReservedArea(offset: .zero, size: .zero), count: 16 - info.reservedAreas.count)
            for slot in slots.indices { try rules15To20(index, slot, slots, tdmr.extent) }
            tdmr.parts = usableParts(tdmr.extent, slots)
            for level in [PAMTLevel.page1G, .page2M, .page4K] {
                try rules21To24(index, level, info.pamt(level), tdmr.extent)
                tdmr.pamts[level] = Extent(
                    base: Number(info.pamt(level).base.rawValue), size: Number(info.pamt(level).size.rawValue))
            }
            tdmrs.append(tdmr)
            try rules25To27(tdmrs)
            try rules28And29(tdmrs)
            try rules30And31(tdmrs)
        }
    }

    private func rule0() throws {
        var previous: Extent?
        for cmr in platform.cmrs where cmr.size.rawValue > 0 {
            let extent = Extent(base: Number(cmr.base.rawValue), size: Number(cmr.size.rawValue))
            try refuse("0 wraps", if: extent.end > max64, .cmrListInvalid)
            try refuse("0 base above the limit", if: isBeyondLimits(extent.base), .cmrListInvalid)
            try refuse("0 last byte above the limit", if: isBeyondLimits(extent.end - 1), .cmrListInvalid)
            try refuse("0 base unaligned", if: extent.base % pages != 0, .cmrListInvalid)
            try refuse("0 size unaligned", if: extent.size % pages != 0, .cmrListInvalid)
            if let previous {
                try refuse("0 descending", if: previous.base > extent.base, .cmrListInvalid)
                try refuse("0 overlapping", if: previous.end - 1 > extent.base, .cmrListInvalid)
            }
            previous = extent
        }
    }

    private func rules1To8() throws {
        let operands = call.operands
        try refuse("dispatcher", if: operands.leafVersion > 0 && !platform.rules.hasLeafVersions, .operandInvalid(.rax))
        try refuse("1", if: platform.isBusy, .busy)
        try refuse("2 \(platform.state)", if: platform.state != .initialized, .notPending)
        try refuse("3", if: !platform.isEveryLPInitialized, .notPending)
        try operandAddress("4", operands.list)
        try refuse("5", if: operands.count > UInt64(platform.limits.maxTDMRs), .operandInvalid(.rdx))
        try refuse("6", if: operands.count == 0, .operandInvalid(.rdx))
        let reserved = operands.keyIDAndFlags >> 16 & ~(platform.rules.bit16 == .reserved ? 0 : 1)
        try refuse("7 reserved bits", if: reserved != 0, .operandInvalid(.r8))
        try refuse("7 not private", if: !isPrivate(operands.keyIDAndFlags & 0xffff), .operandInvalid(.r8))
        if operands.leafVersion > 0 {
            try refuse("7a version", if: operands.leafVersion > 1, .operandInvalid(.rax))
            try refuse(
                "7a features",
                if: operands.features | platform.rules.features.rawValue != platform.rules.features.rawValue,
                .operandInvalid(.r9))
            try refuse("7a r10", if: operands.r10 != 0, .operandInvalid(.r10))
        }
        try refuse("8", if: isDynamic && platform.rules.limitsKeyIDStart && start > 48, .operandInvalid(.r8))
    }

    private func isPrivate(_ keyID: UInt64) -> Bool {
        platform.privateKeyIDs.first.rawValue <= keyID && keyID <= platform.privateKeyIDs.last.rawValue
    }

    private func operandAddress(_ rule: String, _ address: PhysicalAddress) throws {
        let number = Number(address.rawValue)
        try refuse("\(rule) unaligned", if: number % 512 != 0, .operandInvalid(.rcx))
        try refuse("\(rule) above 2^52", if: number >= 1 << 52, .operandInvalid(.rcx))
        let seam = Extent(
            base: Number(platform.seamRange.base.rawValue), size: Number(platform.seamRange.size.rawValue))
        let isInSEAMRange = seam.end > max64 || Extent(base: number - keyID(number) << start, size: 512).meets(seam)
        try refuse("\(rule) in SEAMRR", if: isInSEAMRange, .operandInvalid(.rcx))
        try refuse(
            "\(rule) private", if: UInt64(keyID(number)) >= platform.privateKeyIDs.first.rawValue, .operandInvalid(.rcx)
        )
    }

    private func rules10To14(_ index: Int, _ info: TDMRInfo, _ previous: TDMR?) throws {
        let extent = Extent(base: Number(info.base.rawValue), size: Number(info.size.rawValue))
        try refuse("10", if: extent.end > max64, .invalidTDMR(index))
        if let previous {
            try refuse("11", if: extent.base < previous.extent.base, .nonOrderedTDMR(index))
            try refuse("12", if: extent.base < previous.extent.end, .nonOrderedTDMR(index))
        }
        try refuse("13 base", if: extent.base % gib != 0, .invalidTDMR(index))
        try refuse("13 size", if: extent.size % gib != 0, .invalidTDMR(index))
        try refuse("13 empty", if: extent.size == 0, .invalidTDMR(index))
        try refuse("14 base", if: isBeyondLimits(extent.base), .invalidTDMR(index))
        try refuse("14 last byte", if: isBeyondLimits(extent.end - 1), .invalidTDMR(index))
    }

    private func rules15To20(_ index: Int, _ slot: Int, _ slots: [ReservedArea], _ tdmr: Extent) throws {
        func extent(_ slot: Int) -> Extent {
            Extent(base: Number(slots[slot].offset.rawValue), size: Number(slots[slot].size.rawValue))
        }
        let area = extent(slot)
        if area.size == 0 {
            try refuse(
                "15", if: slot < 15 && slots[slot + 1].size != .zero, .nonOrderedReservedArea(tdmr: index, area: slot))
            return
        }
        try refuse("16", if: area.end > max64, .invalidReservedArea(tdmr: index, area: slot))
        if slot > 0 {
            try refuse("17", if: area.base < extent(slot - 1).base, .nonOrderedReservedArea(tdmr: index, area: slot))
            try refuse("18", if: area.base < extent(slot - 1).end, .nonOrderedReservedArea(tdmr: index, area: slot))
        }
        try refuse("19 offset", if: area.base % pages != 0, .invalidReservedArea(tdmr: index, area: slot))
        try refuse("19 size", if: area.size % pages != 0, .invalidReservedArea(tdmr: index, area: slot))
        try refuse("20 wraps", if: tdmr.base + area.end > max64, .invalidReservedArea(tdmr: index, area: slot))
        try refuse("20 outside", if: area.end > tdmr.size, .invalidReservedArea(tdmr: index, area: slot))
    }

    private func usableParts(_ tdmr: Extent, _ slots: [ReservedArea]) -> [Extent] {
        var parts: [Extent] = []
        var start = tdmr.base
        for area in slots where area.size != .zero {
            let base = tdmr.base + Number(area.offset.rawValue)
            if base > start { parts.append(Extent(base: start, size: base - start)) }
            start = base + Number(area.size.rawValue)
        }
        if tdmr.end > start { parts.append(Extent(base: start, size: tdmr.end - start)) }
        return parts
    }

    private func rules21To24(_ index: Int, _ level: PAMTLevel, _ table: PAMTTable, _ tdmr: Extent) throws {
        let extent = Extent(base: Number(table.base.rawValue), size: Number(table.size.rawValue))
        let name = level.abbreviation
        func refuse(_ rule: String, if condition: Bool) throws {
            try self.refuse("\(rule) \(name)", if: condition, .invalidPAMT(tdmr: index, level))
        }
        try refuse("21", if: extent.end > max64)
        try refuse("22 base", if: extent.base % pages != 0)
        try refuse("22 size", if: extent.size % pages != 0)
        try refuse("23 base", if: isBeyondLimits(extent.base))
        // The byte before address 0 is the last of 2^64.
        try refuse("23 last byte", if: extent.end == 0 || isBeyondLimits(extent.end - 1))
        let needed: Number =
            switch level {
            case .page1G: tdmr.size / gib * Number(platform.limits.pamtEntrySize1G.rawValue)
            case .page2M: tdmr.size / (2 << 20) * Number(platform.limits.pamtEntrySize2M.rawValue)
            case .page4K:
                isDynamic ? tdmr.size / pages / 8 : tdmr.size / pages * Number(platform.limits.pamtEntrySize4K.rawValue)
            }
        try refuse("24", if: extent.size < needed)
    }

    private static let comparisonOrder = [PAMTLevel.page4K, .page2M, .page1G]

    private func rules25To27(_ tdmrs: [TDMR]) throws {
        let own = tdmrs.count - 1
        func pamt(_ tdmr: Int, _ level: PAMTLevel) -> Extent { tdmrs[tdmr].pamts[level] ?? Extent(base: 0, size: 0) }
        for other in 0..<own {
            for level in Self.comparisonOrder {
                for otherLevel in Self.comparisonOrder {
                    try refuse(
                        "25 \(level.abbreviation) \(otherLevel.abbreviation)",
                        if: pamt(own, level).meets(pamt(other, otherLevel)),
                        .pamtOverlap(tdmr: own, level, with: other))
                }
            }
        }
        try refuse(
            "26 2M", if: pamt(own, .page4K).meets(pamt(own, .page2M)), .pamtOverlap(tdmr: own, .page4K, with: own))
        try refuse(
            "26 1G", if: pamt(own, .page4K).meets(pamt(own, .page1G)), .pamtOverlap(tdmr: own, .page4K, with: own))
        try refuse("27", if: pamt(own, .page2M).meets(pamt(own, .page1G)), .pamtOverlap(tdmr: own, .page2M, with: own))
    }

    private func rules28And29(_ tdmrs: [TDMR]) throws {
        let own = tdmrs.count - 1
        func check(_ rule: String, _ tdmr: Int, partsOf other: Int) throws {
            for level in Self.comparisonOrder {
                guard let pamt = tdmrs[tdmr].pamts[level] else { continue }
                try refuse(
                    "\(rule) \(level.abbreviation)", if: tdmrs[other].parts.contains { pamt.meets($0) },
                    .pamtOverlap(tdmr: tdmr, level, with: other))
            }
        }
        for other in 0...own {
            try check(other == own ? "28 own" : "28 other", own, partsOf: other)
            if other < own { try check("29", other, partsOf: own) }
        }
    }

    private func rules30And31(_ tdmrs: [TDMR]) throws {
        let own = tdmrs.count - 1
        for level in [PAMTLevel.page1G, .page2M, .page4K] {
            guard let pamt = tdmrs[own].pamts[level] else { continue }
            try refuse("30 \(level.abbreviation)", if: !isConvertible(pamt), .pamtOutsideCMRs(tdmr: own, level))
        }
        try refuse("31", if: !tdmrs[own].parts.allSatisfy(isConvertible), .tdmrOutsideCMRs(own))
    }

    private func isConvertible(_ extent: Extent) -> Bool {
        var joined: [Extent] = []
        for cmr in platform.cmrs where cmr.size.rawValue > 0 {
            let base = Number(cmr.base.rawValue)
            if let last = joined.last, last.end == base {
                joined[joined.count - 1].size += Number(cmr.size.rawValue)
            } else {
                joined.append(Extent(base: base, size: Number(cmr.size.rawValue)))
            }
        }
        return joined.contains { $0.contains(extent) }
    }

    /// Every alternative of every rule, as `Decision.rule` names it.
    static let everyRule: [String] = {
        let levels = comparisonOrder.map(\.abbreviation)
        let addresses = ["unaligned", "above 2^52", "in SEAMRR", "private"]
        var rules = [
            "accepted", "dispatcher", "7a version", "7a features", "7a r10", "1", "3", "5", "6", "7 reserved bits",
            "7 not private", "8", "10", "11", "12", "15", "16", "17", "18",
        ]
        rules += [
            "wraps", "base above the limit", "last byte above the limit", "base unaligned", "size unaligned",
            "descending", "overlapping",
        ]
        .map { "0 \($0)" }
        rules += [ModuleState.loaded, .configured, .ready, .shutDown].map { "2 \($0)" }
        rules += addresses.map { "4 \($0)" } + addresses.map { "9 \($0)" }
        rules += [
            "13 base", "13 size", "13 empty", "14 base", "14 last byte", "19 offset", "19 size", "20 wraps",
            "20 outside",
        ]
        rules += ["21", "22 base", "22 size", "23 base", "23 last byte", "24", "28 own", "28 other", "29", "30"]
            .flatMap { rule in levels.map { "\(rule) \($0)" } }
        rules += levels.flatMap { own in levels.map { "25 \(own) \($0)" } }
        return rules + ["26 2M", "26 1G", "27", "31"]
    }()
}
