// swift-tools-version: 6.1
import PackageDescription

// A package of its own, because fuzz targets get their main function from the sanitizer they are built with:
//     swift build --package-path Fuzz -c release --sanitize=fuzzer
// `.ci/fuzz SECONDS` builds and runs them all.
let targets = [
    "FuzzLog", "FuzzIOMemory", "FuzzEFI", "FuzzTDXMap", "FuzzFirmwareDirectory", "FuzzCases", "FuzzHotplugTrace", "FuzzRecipe",
    "FuzzMemoryBlocks", "FuzzACPITables", "FuzzMemblock", "FuzzKexec", "FuzzXen", "FuzzEscaped", "FuzzArchive", "FuzzDiagnosis",
]

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "tdmr-bench", path: "..")],
    targets: [
        .target(
            name: "Properties",
            dependencies: [.product(name: "MemoryMaps", package: "tdmr-bench"), .product(name: "TDXModule", package: "tdmr-bench")]),
    ] + targets.map { .executableTarget(name: $0, dependencies: ["Properties", .product(name: "MemoryMaps", package: "tdmr-bench"), .product(name: "TDXHost", package: "tdmr-bench")]) },
    swiftLanguageModes: [.v6]
)
