import PhysicalMemory

/// The differences between the public versions of the module, rule by rule, with the version from which each value holds. To add a version, add a line to each
/// rule that it changes.
enum ModuleRuleTable {
    static let keyIDTop = ModuleRule<ModuleRules.KeyIDTop>([
        ("1.5.01", .bit52, isRead: true), ("1.5.06", .addressWidth, isRead: true),
        ("2.0.02", .addressWidth, isRead: true),
    ])
    static let bit16 = ModuleRule<ModuleRules.Bit16>([
        ("1.5.01", .reserved, isRead: true), ("1.5.28", .dynamicPAMT, isRead: true),
        ("1.5.34", .dynamicPAMT, isRead: false),
        ("2.0.02", .reserved, isRead: true), ("2.0.04", .ignored, isRead: true), ("2.0.08", .dynamicPAMT, isRead: true),
    ])
    static let limitsKeyIDStart = ModuleRule<Bool>([
        ("1.5.01", false, isRead: true), ("1.5.28", true, isRead: false), ("2.0.02", false, isRead: true),
        ("2.0.08", true, isRead: true),
    ])
    static let hasLeafVersions = ModuleRule<Bool>([
        ("1.5.01", false, isRead: true), ("1.5.28", false, isRead: false), ("2.0.02", false, isRead: true),
        ("2.0.16", true, isRead: true),
    ])
    static let keyIDReservation = ModuleRule<ModuleRules.KeyIDReservation>([
        ("1.5.01", .withOperands, isRead: true), ("1.5.06", .withOperands, isRead: false),
        ("2.0.02", .withOperands, isRead: true),
        ("2.0.16", .withAllRules, isRead: true),
    ])
    static let dynamicCallSize = ModuleRule<ByteCount>([
        ("1.5.01", .pages(1024), isRead: true), ("1.5.28", .pages(1024), isRead: true),
        ("1.5.34", .pages(1024), isRead: false),
        ("2.0.02", .pages(1024), isRead: true), ("2.0.08", .pages(4096), isRead: true),
        ("2.0.14", .pages(4096), isRead: false),
        ("2.0.16", .pages(1024), isRead: false),
        ("2.0.18", .pages(1024), isRead: true),
    ])
    static let hasBitmapField = ModuleRule<Bool>([
        ("1.5.01", false, isRead: true), ("1.5.28", true, isRead: true), ("2.0.02", false, isRead: true),
        ("2.0.08", true, isRead: true),
    ])
    /// The values of released binaries. Binaries from 1.5.28 and 2.0.12 on are not published: those versions get the preceding value, with dynamic PAMT (bit 36) where the sources have it.
    static let features0 = ModuleRule<UInt64>([
        ("1.5.01", 0xf_0fbf, isRead: true), ("1.5.05", 0x61f_0fbf, isRead: true), ("1.5.06", 0x2e1f_0fbf, isRead: true),
        ("1.5.08", 0x2_2e1f_0fbf, isRead: true), ("1.5.09", 0x2_6f1f_0fbf, isRead: true),
        ("1.5.13", 0x22_6f1f_0fbf, isRead: true),
        ("1.5.16", 0x22_6f3f_0fbf, isRead: true), ("1.5.28", 0x32_6f3f_0fbf, isRead: false),
        ("2.0.02", 0x2_2e1f_0fbf, isRead: true), ("2.0.04", 0x12_af1f_0fbf, isRead: true),
        ("2.0.05", 0x22_6f3f_0fbf, isRead: true),
        ("2.0.08", 0x32_a71f_0fbf, isRead: true),
    ])

    /// The versions that can be named: those with public sources.
    static let versions = [
        "1.5.01", "1.5.05", "1.5.06", "1.5.28", "1.5.34", "2.0.02", "2.0.04", "2.0.08", "2.0.12", "2.0.14", "2.0.16",
        "2.0.18",
    ]
}
