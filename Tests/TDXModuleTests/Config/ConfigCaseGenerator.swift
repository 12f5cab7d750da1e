import PhysicalMemory
import SeededRandom
import TDXModule

/// Random calls of TDH.SYS.CONFIG: a layout that is valid by construction, of which most are then changed in a place or two.
struct ConfigCaseGenerator {
    private(set) var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A case, and the number that alone makes it again: `ConfigCaseGenerator(seed: number).make()`.
    mutating func next() -> (seed: UInt64, ConfigCase) {
        let seed = random.next()
        var one = ConfigCaseGenerator(seed: seed)
        return (seed, one.make())
    }

    mutating func make() -> ConfigCase {
        var draft = validCase()
        if random.below(8) > 0 {
            ConfigCaseMutation.all[Int(random.below(UInt64(ConfigCaseMutation.all.count)))](&draft, &random)
        }
        if random.below(4) == 0 { ConfigCaseMutation.nudge(&draft, &random) }
        return draft
    }

    /// A layout with PAMTs below, between and inside the TDMRs, CMRs cut at random places, holes under reserved areas.
    mutating func validCase() -> ConfigCase {
        let limits = limits()
        var layout = RandomLayout(tdmrs: tdmrCount(), limits: limits, isDynamic: random.below(4) == 0, random: &random)
        layout.placePAMTs(&random)
        layout.punchHoles(&random)
        let keyIDBits = layout.isDynamic ? 4 + Int(random.below(8)) : 1 + Int(random.below(10))
        let firstPrivate = UInt64(1) << (keyIDBits - 1)
        let versions = ModuleVersionNumber.published.map(ModuleRules.of).filter {
            !layout.isDynamic || $0.supportsDynamicPAMT
        }
        let platform = ConfigPlatform(
            keyIDBits: keyIDBits, addressWidth: keyIDBits <= 6 && random.below(3) == 0 ? 48 + Int(random.below(4)) : 52,
            privateKeyIDs: KeyIDRange(first: KeyID(firstPrivate), last: KeyID(2 * firstPrivate - 1)),
            seamRange: SEAMRange(
                base: PhysicalAddress(random.below(4) == 0 ? 0x2000 : 0), size: ByteCount(random.below(3) * 4096)),
            cmrs: layout.cmrs(&random), limits: limits, rules: versions[Int(random.below(UInt64(versions.count)))])
        var call = ConfigCall(
            entries: layout.infos, globalKeyID: KeyID(firstPrivate + random.below(firstPrivate)),
            pamt: layout.isDynamic ? .dynamic : .static)
        if random.below(4) == 0 { call.movedEntries[0] = PhysicalAddress(random.below(1 << 30) << 9) }
        // The SEAM range ends below 0x4000; an entry that was moved into it is moved out again.
        if let moved = call.movedEntries[0], moved < PhysicalAddress(0x4000) { call.movedEntries[0] = nil }
        return ConfigCase(name: "random", platform: platform, call: call)
    }

    /// Mostly the module's own; sometimes entries of other sizes, none included: a table of no bytes may lie anywhere and still meet others.
    private mutating func limits() -> ModuleLimits {
        var limits = ModuleLimits.standard
        guard random.below(16) == 0 else { return limits }
        limits.pamtEntrySize2M = ByteCount(16 * random.below(3))
        limits.pamtEntrySize1G = ByteCount(16 * random.below(3))
        return limits
    }

    private mutating func tdmrCount() -> Int {
        switch random.below(64) {
        case 0: 17 + Int(random.below(48))
        case 1...12: 5 + Int(random.below(12))
        default: 1 + Int(random.below(4))
        }
    }
}

func shuffled<Element>(_ elements: [Element], _ random: inout SeededRandom) -> [Element] {
    var elements = elements
    for index in elements.indices.reversed() { elements.swapAt(index, Int(random.below(UInt64(index + 1)))) }
    return elements
}
