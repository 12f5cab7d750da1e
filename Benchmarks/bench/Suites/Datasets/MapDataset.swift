import Measurement
import MemoryMaps

/// A machine's memory map with a name, for suites to run on. A new dataset is one line in one of the lists below.
struct MapDataset: Sendable {
    /// The name and size axis of `BenchmarkGroup`.
    let dataset: BenchmarkGroup.Dataset
    let tier: BenchmarkGroup.Tier
    private let make: @Sendable () throws -> HostMemoryMap

    private init(
        _ dataset: BenchmarkGroup.Dataset, _ tier: BenchmarkGroup.Tier,
        make: @escaping @Sendable () throws -> HostMemoryMap
    ) {
        self.dataset = dataset
        self.tier = tier
        self.make = make
    }

    /// The map; the same in every run.
    /// - Throws: `InputError`, `SyntheticError`, `MissingDataset`.
    func map() throws -> HostMemoryMap { try make() }
}

extension MapDataset {
    /// A log of a real machine: `real-FOLDER`, of `datasets/real/FOLDER/dmesg.txt`.
    static func real(_ folder: String, _ tier: BenchmarkGroup.Tier = .standard) -> MapDataset {
        MapDataset(BenchmarkGroup.Dataset("real-\(folder)", series: "real"), tier) {
            try MapReader.read(DatasetFolder.path("real/\(folder)/dmesg.txt")).map
        }
    }

    /// A synthetic machine by the name of its preset: `spr-2s`.
    static func preset(_ name: String, _ tier: BenchmarkGroup.Tier = .standard) -> MapDataset {
        MapDataset(BenchmarkGroup.Dataset(name, series: "machines"), tier) { try Recipe(preset: name).map() }
    }

    /// Regions and holes of random sizes: `synthetic-1024`. A point of the curve `synthetic`.
    static func synthetic(_ regions: Int, _ tier: BenchmarkGroup.Tier = .standard) -> MapDataset {
        sized("sized", regions, series: "synthetic", tier)
    }

    /// A pattern preset with another number of regions: `adversarial-crowded-65536`. A point of the curve named by `series`.
    static func sized(_ preset: String, _ regions: Int, series: String, _ tier: BenchmarkGroup.Tier = .standard)
        -> MapDataset
    {
        MapDataset(BenchmarkGroup.Dataset("\(series)-\(regions)", size: regions, series: series), tier) {
            try Recipe(preset: preset, regions: regions).map()
        }
    }
}

extension MapDataset {
    /// Real machines, each chosen for a special property.
    static let realMachines: [MapDataset] = [
        .real("emr-foxcreekpass-2s-snc-256g-tdx-fail"),  // 17 holes in one TDMR: Linux gives up
        .real("hp-16socket-12tb-16n"),  // 16 nodes, 12 TiB
        .real("dell-poweredge-r7625-epyc-32n-768g"),  // the most regions and TDMRs
        .real("tdx-host-2tb-build784"),  // a TDX host that starts
        .real("intel-s2600wft-xeon-gold-6252-2n-512g", .extended),
        .real("tdx-host-1tb-4node-build481", .extended),
        .real("unknown-xeon-platinum-8582c-1n-64g", .extended),  // a virtual machine
        .real("system76-thelio-ryzen-5-3600x-1n-32g", .extended),  // a client
    ]

    /// Realistic synthetic machines.
    static let syntheticMachines: [MapDataset] = [
        .preset("spr-2s"), .preset("gnr-fragmented"), .preset("16s-12tib"), .preset("32s-64tib"),
        .preset("emr-2s-snc", .extended), .preset("8s", .extended),
        .preset("cxl-2s", .extended), .preset("amd-8n", .extended),
    ]

    /// The size axis.
    static let sizes: [MapDataset] = [
        .synthetic(16), .synthetic(64, .extended), .synthetic(256, .extended), .synthetic(1024),
        .synthetic(4096, .extended), .synthetic(16_384),
        .synthetic(65_536, .extended), .synthetic(262_144), .synthetic(1 << 20), .synthetic(1 << 22, .extended),
    ]
}
