public import PhysicalMemory

/// The rules about TDMRs that differ between versions of the module.
public struct ModuleRules: Hashable, Sendable {
    /// Where the KeyID's bits in a physical address end.
    public enum KeyIDTop: String, Hashable, Sendable {
        /// At bit 52, for every address width of the processor.
        case bit52 = "52"
        /// At the processor's address width, MAXPHYADDR.
        case addressWidth = "MAXPA"
    }

    /// How the module treats R8 bit 16 of TDH.SYS.CONFIG.
    public enum Bit16: String, Hashable, Sendable {
        /// It must be 0.
        case reserved
        /// It may be 1 and changes nothing.
        case ignored
        /// It asks for dynamic PAMT.
        case dynamicPAMT = "dynamic PAMT"
    }

    /// When the KeyID given to TDH.SYS.CONFIG becomes reserved.
    public enum KeyIDReservation: String, Hashable, Sendable {
        /// As soon as the operands are valid, even if a later rule fails.
        case withOperands = "operands valid"
        /// Only when every rule has passed.
        case withAllRules = "all rules pass"
    }

    /// Where the address bits of KeyIDs end.
    public var keyIDTop: KeyIDTop
    /// The meaning of R8 bit 16 of TDH.SYS.CONFIG.
    public var bit16: Bit16
    /// Rule 8: with dynamic PAMT the KeyIDs must start at bit 48 or below.
    public var limitsKeyIDStart: Bool
    /// Whether TDH.SYS.CONFIG and TDH.SYS.UPDATE have a leaf version 1, with the wanted features in R9.
    public var hasLeafVersions: Bool
    /// When TDH.SYS.CONFIG reserves the KeyID.
    public var keyIDReservation: KeyIDReservation
    /// The memory that one TDH.SYS.TDMR.INIT initialises with dynamic PAMT; with static PAMT `PAMTMode.staticCallSize` in every version.
    public var dynamicCallSize: ByteCount
    /// Whether the metadata has PAMT_PAGE_BITMAP_ENTRY_BITS.
    public var hasBitmapField: Bool
    /// FEATURES0.
    public var features: ModuleFeatures

    /// Whether FEATURES0 says that the module knows dynamic PAMT: Linux decides by it. Version 2.0.04 sets the bit without supporting it.
    public var announcesDynamicPAMT: Bool { features.contains(.dynamicPAMT) }
    /// Whether the module really keeps PAMT dynamically.
    public var supportsDynamicPAMT: Bool { bit16 == .dynamicPAMT }

    /// The rules of version `number`; for a version that is not published:
    /// * between two published versions of its line: those of the older one;
    /// * before the first one of its line: those of the first one;
    /// * of an unknown line: those of the newest published version.
    public static func of(_ number: ModuleVersionNumber) -> ModuleRules {
        let table = ModuleRuleTable.self
        return ModuleRules(
            keyIDTop: table.keyIDTop.value(in: number), bit16: table.bit16.value(in: number),
            limitsKeyIDStart: table.limitsKeyIDStart.value(in: number),
            hasLeafVersions: table.hasLeafVersions.value(in: number),
            keyIDReservation: table.keyIDReservation.value(in: number),
            dynamicCallSize: table.dynamicCallSize.value(in: number),
            hasBitmapField: table.hasBitmapField.value(in: number),
            features: ModuleFeatures(rawValue: table.features0.value(in: number)))
    }

    /// 1.5.01, the oldest public version, the default.
    public static let v1_5_01 = of(ModuleVersionNumber(1, 5, 1))
    /// 2.0.18, the newest public version, the default with dynamic PAMT.
    public static let v2_0_18 = of(ModuleVersionNumber(2, 0, 18))

    /// Where addresses carry a KeyID of `bits` bits.
    /// - Parameters:
    ///   - bits: how many address bits KeyIDs take.
    ///   - addressWidth: the processor's MAXPHYADDR, not below `bits`.
    public func keyIDField(bits: Int, addressWidth: Int) -> KeyIDField {
        KeyIDField(bits: bits, top: keyIDTop == .bit52 ? 52 : addressWidth)
    }
}
