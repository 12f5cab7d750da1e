import Measurement

/// The registry of everything that can be measured: one line per family.
enum Families {
    static let all: [Family] = [
        FirmwareMapSuite.family,
        MemlistSuite.family,
        ReserveSuite.family,
        ConstructSuite.family,
        ConfigCheckSuite.family,
        LookupSuite.family,
        ConcurrentLookupSuite.family,
        HotplugSuite.family,
        HotplugSweepSuite.family,
        CoverageSuite.family,
        PAMTSuite.family,
        PlanSuite.family,
        EnableSuite.family,
        SurveySuite.family,
        MemorySuite.family,
    ]
}
