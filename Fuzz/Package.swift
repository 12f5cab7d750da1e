// swift-tools-version: 6.1
import PackageDescription

// A package of its own, because fuzz targets get their main function from the sanitizer they are built with:
//     swift build --package-path Fuzz -c release --sanitize=fuzzer
// `.ci/fuzz SECONDS` builds them all and runs each so long.
let targets = [
    "FuzzLog", "FuzzIOMemory", "FuzzEFI", "FuzzTDXMap", "FuzzFirmwareDirectory", "FuzzCases", "FuzzHotplugTrace",
    "FuzzRecipe",
    "FuzzMemoryBlocks", "FuzzACPITables", "FuzzMemblock", "FuzzKexec", "FuzzXen", "FuzzEscaped", "FuzzArchive",
    "FuzzDiagnosis", "FuzzCosts", "FuzzJudge", "FuzzPlan",
    "FuzzResult", "FuzzSurvey", "FuzzHistory", "FuzzCompressed",
]

let products: [Target.Dependency] = [
    "PhysicalMemory", "TDXModule", "MemoryMaps", "TDMRConstruction", "TDXHost", "HostReports", "Measurement",
    "Reporting",
].map { .product(name: $0, package: "tdmr-bench") }

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "tdmr-bench", path: "..")],
    targets: [
        .target(
            name: "Properties",
            dependencies: ["MemoryMaps", "TDXModule", "PhysicalMemory"].map {
                .product(name: $0, package: "tdmr-bench")
            })
    ] + targets.map { .executableTarget(name: $0, dependencies: ["Properties"] + products) },
    swiftLanguageModes: [.v6]
)
