import PhysicalMemory
import SeededRandom
import TDXModule

/// Changes to a valid call, each aimed at a rule; whether that rule then decides is the oracle's business.
enum ConfigCaseMutation {
    typealias Mutation = @Sendable (inout ConfigCase, inout SeededRandom) -> Void

    static let all: [Mutation] =
        callMutations + cmrMutations + tdmrMutations + areaMutations + pamtMutations + pamtMutations

    private static let gib: UInt64 = 1 << 30
    private static let page: UInt64 = 4096

    // MARK: Choosing

    private static func index(_ count: Int, _ random: inout SeededRandom) -> Int {
        Int(random.below(UInt64(max(count, 1))))
    }

    private static func level(_ random: inout SeededRandom) -> PAMTLevel { PAMTLevel.allCases[Int(random.below(3))] }

    private static func change(
        _ item: inout ConfigCase, _ random: inout SeededRandom, _ body: (inout TDMRInfo, inout SeededRandom) -> Void
    ) {
        body(&item.call.entries[index(item.call.entries.count, &random)], &random)
    }

    private static func changePAMT(
        _ item: inout ConfigCase, _ random: inout SeededRandom, _ body: (inout PAMTTable, inout SeededRandom) -> Void
    ) {
        change(&item, &random) { info, random in
            let level = level(&random)
            var table = info.pamt(level)
            body(&table, &random)
            info.setPAMT(level, table)
        }
    }

    /// An address that some rule of operands refuses, or an alias of `address` that none does.
    private static func spoilt(
        _ address: PhysicalAddress, _ platform: inout ConfigPlatform, _ random: inout SeededRandom
    ) -> PhysicalAddress {
        let raw = address.rawValue
        let shift = UInt64(platform.keyIDField.start)
        switch random.below(6) {
        case 0: return PhysicalAddress(raw + 8 * (1 + random.below(63)))
        case 1: return PhysicalAddress(raw | 1 << (52 + random.below(12)))
        case 2:
            platform.seamRange = SEAMRange(
                base: PhysicalAddress(raw - 512 + 256 * random.below(4)), size: ByteCount(1 + random.below(1024)))
            return address
        case 3:
            let first = platform.privateKeyIDs.first.rawValue
            // A range of private KeyIDs that leaves some above it over.
            if random.below(2) == 0 { platform.privateKeyIDs.last = KeyID(first + random.below(first)) }
            return PhysicalAddress(raw | (first + random.below(first)) << shift)
        case 4: return PhysicalAddress(raw | random.below(platform.privateKeyIDs.first.rawValue) << shift)
        default:
            platform.seamRange = SEAMRange(
                base: PhysicalAddress(raw), size: ByteCount(random.below(2) == 0 ? 4096 : .max))
            return PhysicalAddress(raw | random.below(platform.privateKeyIDs.first.rawValue) << shift)
        }
    }

    // MARK: Rules 1 to 9

    private static let callMutations: [Mutation] = [
        { item, _ in item.platform.isBusy = true },
        { item, random in item.platform.state = ModuleState.allCases[index(5, &random)] },
        { item, _ in item.platform.isEveryLPInitialized = false },
        { item, random in item.call.operands.list = spoilt(item.call.operands.list, &item.platform, &random) },
        { item, random in item.call.operands.count = random.below(2) == 0 ? 65 : .max },
        { item, _ in item.call.operands.count = 0 },
        { item, random in item.call.operands.count += 1 + random.below(3) },
        { item, random in item.call.operands.keyIDAndFlags |= 1 << (16 + random.below(48)) },
        { item, random in item.call.operands.keyIDAndFlags = random.below(1 << 16) },
        { item, random in
            // Most versions refuse it before they look at the rest.
            if random.below(4) > 0 { item.platform.rules = .v2_0_18 }
            item.call.operands.leafVersion = random.below(8) == 0 ? 2 : 1
            item.call.operands.features =
                item.platform.rules.features.rawValue & random.next()
                | (random.below(3) == 0 ? 1 << random.below(64) : 0)
            item.call.operands.r10 = random.below(2) == 0 ? 1 << random.below(64) : 0
        },
        { item, random in
            item.platform.keyIDBits = Int(random.below(5))
            item.platform.addressWidth = 52
            item.platform.privateKeyIDs = KeyIDRange(first: KeyID(8), last: KeyID(15))
            item.call.operands.keyIDAndFlags = 8 | ConfigOperands.dynamicPAMTFlag
        },
        { item, random in
            let entry = index(item.call.entries.count, &random)
            item.call.movedEntries[entry] = spoilt(item.call.entryAddress(entry), &item.platform, &random)
        },
    ]

    // MARK: Rules 0, 30, 31

    private static let cmrMutations: [Mutation] = [
        { item, random in
            item.platform.cmrs[index(item.platform.cmrs.count, &random)].size = ByteCount(0 &- random.below(4) &* page)
        },
        { item, random in
            let cmr = index(item.platform.cmrs.count, &random)
            item.platform.cmrs[cmr].base.rawValue |= 1 << (UInt64(item.platform.keyIDField.start) + random.below(10))
        },
        { item, random in
            let limit = item.platform.keyIDField.addressLimit.rawValue
            item.platform.cmrs.append(
                CMR(base: PhysicalAddress(limit - page), size: ByteCount(page << random.below(2))))
        },
        { item, random in item.platform.cmrs[index(item.platform.cmrs.count, &random)].base.rawValue += 512 },
        { item, random in item.platform.cmrs[index(item.platform.cmrs.count, &random)].size.rawValue += 512 },
        { item, random in
            item.platform.cmrs.swapAt(
                index(item.platform.cmrs.count, &random), index(item.platform.cmrs.count, &random))
        },
        { item, random in item.platform.cmrs[index(item.platform.cmrs.count, &random)].size.rawValue += page },
        { item, random in item.platform.cmrs[index(item.platform.cmrs.count, &random)].size.rawValue &-= page },
        { item, random in item.platform.cmrs.remove(at: index(item.platform.cmrs.count, &random)) },
        { item, random in coverOnlyPAMTs(&item, &random) },
        { item, random in uncover(&item, &random) },
    ]

    /// CMRs that end where the first TDMR begins: with all PAMTs below it, its memory is what is missing.
    private static func coverOnlyPAMTs(_ item: inout ConfigCase, _ random: inout SeededRandom) {
        let end = item.call.entries[0].base.rawValue + random.below(3) * page
        item.platform.cmrs = [CMR(base: PhysicalAddress(page), size: ByteCount(end - page))]
    }

    /// Two CMRs with a gap of a page in a PAMT.
    private static func uncover(_ item: inout ConfigCase, _ random: inout SeededRandom) {
        let table = item.call.entries[index(item.call.entries.count, &random)].pamt(level(&random))
        let gap = table.base.rawValue + random.below(max(1, table.size.pages)) * page
        item.platform.cmrs = [
            CMR(base: PhysicalAddress(page), size: ByteCount(gap - page)),
            CMR(base: PhysicalAddress(gap + page), size: ByteCount((1 << 41) - gap - page)),
        ]
    }

    // MARK: Rules 10 to 14

    private static let tdmrMutations: [Mutation] = [
        { item, random in change(&item, &random) { info, random in info.size = ByteCount(0 &- random.below(3) &* gib) }
        },
        { item, random in
            item.call.entries.swapAt(index(item.call.entries.count, &random), index(item.call.entries.count, &random))
        },
        { item, random in change(&item, &random) { info, _ in info.size.rawValue += gib } },
        { item, random in change(&item, &random) { info, _ in info.base.rawValue += page } },
        { item, random in change(&item, &random) { info, _ in info.size.rawValue += page } },
        { item, random in change(&item, &random) { info, _ in info.size = .zero } },
        { item, random in
            let limit = item.platform.keyIDField.addressLimit.rawValue
            let last = item.call.entries.count - 1
            item.call.entries[last].base.rawValue |= limit << random.below(8)
        },
        { item, random in
            let limit = item.platform.keyIDField.addressLimit.rawValue
            let last = item.call.entries.count - 1
            item.call.entries[last].size = ByteCount(
                limit - item.call.entries[last].base.rawValue + random.below(2) * gib)
        },
    ]

    // MARK: Rules 15 to 20

    private static let areaMutations: [Mutation] = [
        { item, random in
            change(&item, &random) { info, random in
                let empty = ReservedArea(offset: ByteCount(random.next()), size: .zero)
                info.reservedAreas.insert(empty, at: index(info.reservedAreas.count + 1, &random))
                info.reservedAreas = Array(info.reservedAreas.prefix(16))
            }
        },
        { item, random in
            changeArea(&item, &random) { area, random in area.size = ByteCount(0 &- random.below(3) &* page) }
        },
        { item, random in changeArea(&item, &random) { area, random in area.offset = ByteCount(random.next() & ~4095) }
        },
        { item, random in
            change(&item, &random) { info, random in
                guard !info.reservedAreas.isEmpty else { return }
                info.reservedAreas.swapAt(
                    index(info.reservedAreas.count, &random), index(info.reservedAreas.count, &random))
            }
        },
        { item, random in changeArea(&item, &random) { area, _ in area.offset.rawValue &-= page } },
        { item, random in changeArea(&item, &random) { area, _ in area.offset.rawValue += 512 } },
        { item, random in changeArea(&item, &random) { area, _ in area.size.rawValue += 512 } },
        { item, random in changeArea(&item, &random) { area, random in area.size.rawValue += page << random.below(20) }
        },
        { item, random in
            changeArea(&item, &random) { area, random in area.size.rawValue -= min(area.size.rawValue, page) }
        },
        { item, random in
            change(&item, &random) { info, random in
                // Ends at 2^64 - 1 at most by itself, but not with the TDMR's base.
                let area = ReservedArea(offset: ByteCount(0 &- 2 &* page &- random.below(2) &* gib), size: .page)
                info.reservedAreas = info.reservedAreas.prefix(15) + [area]
            }
        },
    ]

    private static func changeArea(
        _ item: inout ConfigCase, _ random: inout SeededRandom, _ body: (inout ReservedArea, inout SeededRandom) -> Void
    ) {
        let candidates = item.call.entries.indices.filter { !item.call.entries[$0].reservedAreas.isEmpty }
        guard !candidates.isEmpty else { return }
        let entry = candidates[index(candidates.count, &random)]
        body(
            &item.call.entries[entry].reservedAreas[index(item.call.entries[entry].reservedAreas.count, &random)],
            &random)
    }

    // MARK: Rules 21 to 29

    private static let pamtMutations: [Mutation] = [
        { item, random in
            changePAMT(&item, &random) { table, random in table.size = ByteCount(0 &- random.below(3) &* page) }
        },
        { item, random in changePAMT(&item, &random) { table, _ in table.base.rawValue += 512 } },
        { item, random in changePAMT(&item, &random) { table, _ in table.size.rawValue += 512 } },
        { item, random in
            let limit = item.platform.keyIDField.addressLimit.rawValue
            changePAMT(&item, &random) { table, random in table.base.rawValue |= limit << random.below(8) }
        },
        { item, random in
            let limit = item.platform.keyIDField.addressLimit.rawValue
            changePAMT(&item, &random) { table, random in
                table.base.rawValue = limit &- table.size.rawValue &+ random.below(2) &* page
            }
        },
        { item, random in changePAMT(&item, &random) { table, random in table.size.rawValue &-= page } },
        { item, random in changePAMT(&item, &random) { table, random in table.size = .zero } },
        { item, random in movePAMTOntoAnother(&item, &random) },
        { item, random in movePAMTOntoAnother(&item, &random) },
        { item, random in movePAMTOntoAnother(&item, &random) },
        { item, random in movePAMTIntoTDMR(&item, &random) },
        { item, random in movePAMTIntoTDMR(&item, &random) },
        { item, random in movePAMTIntoTDMR(&item, &random) },
    ]

    /// The end of one PAMT, or a page of it, over the beginning of another.
    private static func movePAMTOntoAnother(_ item: inout ConfigCase, _ random: inout SeededRandom) {
        let target = item.call.entries[index(item.call.entries.count, &random)].pamt(level(&random))
        changePAMT(&item, &random) { table, random in
            switch random.below(3) {
            case 0: table.base = target.base
            case 1: table.base.rawValue = target.base.rawValue &+ target.size.rawValue &- page
            default: table.base.rawValue = target.base.rawValue &- table.size.rawValue &+ page
            }
        }
    }

    /// A PAMT somewhere in a TDMR: usable unless a reserved area happens to lie there.
    private static func movePAMTIntoTDMR(_ item: inout ConfigCase, _ random: inout SeededRandom) {
        let target = item.call.entries[index(item.call.entries.count, &random)]
        changePAMT(&item, &random) { table, random in
            let areaEnd = target.reservedAreas.last.map { $0.offset.rawValue &+ $0.size.rawValue } ?? 0
            switch random.below(3) {
            case 0: table.base.rawValue = target.base.rawValue &+ random.below(max(1, target.size.pages)) * page
            case 1: table.base.rawValue = target.base.rawValue &+ areaEnd
            default: table.base.rawValue = target.base.rawValue &- table.size.rawValue &+ page
            }
        }
    }

    /// Moves some number of the call by a page or replaces it by one that is at an edge.
    static func nudge(_ item: inout ConfigCase, _ random: inout SeededRandom) {
        let edges: [UInt64] = [
            0, 1, page - 1, page, gib, 1 << 45, (1 << 52) - page, 1 << 52, 1 << 63, 0 &- gib, 0 &- page, .max,
        ]
        func nudged(_ value: UInt64, _ random: inout SeededRandom) -> UInt64 {
            switch random.below(3) {
            case 0: value &+ page
            case 1: value &- page
            default: edges[index(edges.count, &random)]
            }
        }
        change(&item, &random) { info, random in
            switch random.below(6) {
            case 0: info.base.rawValue = nudged(info.base.rawValue, &random)
            case 1: info.size.rawValue = nudged(info.size.rawValue, &random)
            case 2, 3:
                guard !info.reservedAreas.isEmpty else { return }
                let slot = index(info.reservedAreas.count, &random)
                if random.below(2) == 0 {
                    info.reservedAreas[slot].offset.rawValue = nudged(info.reservedAreas[slot].offset.rawValue, &random)
                } else {
                    info.reservedAreas[slot].size.rawValue = nudged(info.reservedAreas[slot].size.rawValue, &random)
                }
            default:
                let level = level(&random)
                var table = info.pamt(level)
                if random.below(2) == 0 {
                    table.base.rawValue = nudged(table.base.rawValue, &random)
                } else {
                    table.size.rawValue = nudged(table.size.rawValue, &random)
                }
                info.setPAMT(level, table)
            }
        }
    }
}

extension TDMRInfo {
    mutating func setPAMT(_ level: PAMTLevel, _ table: PAMTTable) {
        switch level {
        case .page4K: pamt4K = table
        case .page2M: pamt2M = table
        case .page1G: pamt1G = table
        }
    }
}
