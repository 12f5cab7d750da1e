// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "tdmr-bench",
    products: [
        .library(name: "PhysicalMemory", targets: ["PhysicalMemory"]),
        .library(name: "TDXModule", targets: ["TDXModule"]),
        .library(name: "MemoryMaps", targets: ["MemoryMaps"]),
        .library(name: "TDMRConstruction", targets: ["TDMRConstruction"]),
        .library(name: "TDXHost", targets: ["TDXHost"]),
        .library(name: "HostReports", targets: ["HostReports"]),
        // What the two commands are made of; products for the fuzz targets alone, which are a package of their own.
        .library(name: "Measurement", targets: ["Measurement"]),
        .library(name: "Reporting", targets: ["Reporting"]),
        .executable(name: "tdmr", targets: ["tdmr"]),
        // `swift run bench` builds the launcher alone, which builds the suite with optimisation and becomes it.
        .executable(name: "bench", targets: ["launcher"]),
        .executable(name: "bench-suite", targets: ["bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.0.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // The floors: an import only goes down this list.
        .target(name: "CLookupKernels"),
        .target(name: "CKernelTDMR"),
        .target(name: "SeededRandom"),
        .target(name: "Guarded"),
        .target(name: "SafeText", dependencies: [.product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "JSONText", dependencies: ["SafeText"]),
        .target(name: "PhysicalMemory", dependencies: [.product(name: "Algorithms", package: "swift-algorithms")]),
        .target(
            name: "TDXModule",
            dependencies: [
                "PhysicalMemory", "Guarded", "SafeText", .product(name: "Algorithms", package: "swift-algorithms"),
            ]),
        .target(
            name: "MemoryMaps",
            dependencies: [
                "PhysicalMemory", "TDXModule", "SeededRandom", "JSONText", "SafeText",
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Algorithms", package: "swift-algorithms"),
            ]),
        .target(
            name: "TDMRConstruction",
            dependencies: [
                "PhysicalMemory", "TDXModule", "CLookupKernels", "Guarded",
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "HeapModule", package: "swift-collections"),
            ], exclude: ["Planning/README.md"]),
        .target(
            name: "TDXHost",
            dependencies: [
                "PhysicalMemory", "TDXModule", "MemoryMaps", "TDMRConstruction", "SeededRandom", "Guarded",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Algorithms", package: "swift-algorithms"),
            ]),
        .target(
            name: "HostReports",
            dependencies: [
                "PhysicalMemory", "TDXModule", "MemoryMaps", "TDMRConstruction", "TDXHost", "JSONText", "SafeText",
                .product(name: "Algorithms", package: "swift-algorithms"),
            ]),

        .target(name: "CProbes"),
        .target(name: "CPAPI"),
        .target(
            name: "Measurement",
            dependencies: [
                "CPAPI", "CProbes", "PhysicalMemory", "SeededRandom", "JSONText", "SafeText",
                .product(name: "RealModule", package: "swift-numerics"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "Measurement", "PhysicalMemory", "JSONText", "SafeText",
                // Not imported: of modules that are ready SwiftPM builds the last by name first. The longest chain of an optimised build of `bench` begins with this one.
                "MemoryMaps",
                .product(name: "RealModule", package: "swift-numerics"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),

        .executableTarget(
            name: "tdmr",
            dependencies: [
                "PhysicalMemory", "TDXModule", "MemoryMaps", "TDMRConstruction", "TDXHost", "HostReports",
                "Measurement", "Reporting", "JSONText",
                "SafeText", .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "Workloads",
            dependencies: [
                "PhysicalMemory", "TDXModule", "TDMRConstruction", "CLookupKernels", "CKernelTDMR", "SeededRandom",
                .product(name: "Algorithms", package: "swift-algorithms"),
            ],
            path: "Benchmarks/Workloads"),
        .executableTarget(
            name: "bench",
            dependencies: [
                "PhysicalMemory", "TDXModule", "MemoryMaps", "TDMRConstruction", "TDXHost", "HostReports",
                "Measurement", "Reporting", "Workloads", "CProbes",
                "CLookupKernels", "Guarded",
                "SeededRandom", "SafeText", .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Algorithms", package: "swift-algorithms"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Benchmarks/bench"),
        .executableTarget(name: "launcher", path: "Benchmarks/launcher"),

        .target(
            name: "TestSupport", dependencies: ["PhysicalMemory", "TDXModule", "TDMRConstruction", "SeededRandom"],
            path: "Tests/TestSupport"),
        .testTarget(name: "SeededRandomTests", dependencies: ["SeededRandom", "TestSupport"]),
        .testTarget(name: "GuardedTests", dependencies: ["Guarded", "TestSupport"]),
        .testTarget(
            name: "SafeTextTests",
            dependencies: [
                "SafeText", "SeededRandom", "TestSupport", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText", "SeededRandom", "TestSupport"]),
        .testTarget(name: "PhysicalMemoryTests", dependencies: ["PhysicalMemory", "SeededRandom", "TestSupport"]),
        .testTarget(
            name: "TDXModuleTests",
            dependencies: ["TDXModule", "Guarded", "PhysicalMemory", "SeededRandom", "TestSupport"]),
        .testTarget(
            name: "MemoryMapsTests",
            dependencies: [
                "MemoryMaps", "JSONText", "TDMRConstruction", "TDXModule", "PhysicalMemory", "SeededRandom",
                "TestSupport", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "TDMRConstructionTests",
            dependencies: [
                "TDMRConstruction", "Workloads", "Guarded", "CLookupKernels", "MemoryMaps", "TDXModule",
                "PhysicalMemory", "SeededRandom", "TestSupport",
            ]),
        .testTarget(
            name: "TDXHostTests",
            dependencies: [
                "TDXHost", "HostReports", "Guarded", "TDMRConstruction", "MemoryMaps", "TDXModule", "PhysicalMemory",
                "SeededRandom",
                "TestSupport",
            ]),
        .testTarget(
            name: "HostReportsTests",
            dependencies: [
                "HostReports", "TDXHost", "JSONText", "TDMRConstruction", "MemoryMaps", "TDXModule", "PhysicalMemory",
                "TestSupport",
            ]),
        .testTarget(
            name: "WorkloadsTests",
            dependencies: ["Workloads", "MemoryMaps", "PhysicalMemory", "SeededRandom", "TestSupport"]),
        .testTarget(
            name: "MeasurementTests",
            dependencies: [
                "Measurement", "CPAPI", "CProbes", "PhysicalMemory", "JSONText", "SeededRandom", "TestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "RealModule", package: "swift-numerics"),
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "Measurement", "PhysicalMemory", "JSONText", "SeededRandom", "TestSupport",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // Runs the executables as a user would.
        .testTarget(
            name: "CommandTests",
            dependencies: ["tdmr", "bench", "launcher", "MemoryMaps", "SeededRandom", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// `swift package generate-documentation` comes with a plugin that whoever depends on these libraries has no use for.
if Context.environment["TDMR_DOCUMENTATION"] == "1" {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}

// TDMR_TESTS="TDMRConstructionTests HostReportsTests" leaves these test targets and what they need: for builds with a sanitizer or with optimisation.
if let chosen = Context.environment["TDMR_TESTS"]?.split(separator: " ").map(String.init) {
    let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
    var needed: Set<String> = []
    var unread = chosen
    while let name = unread.popLast() {
        guard let target = targets[name], needed.insert(name).inserted else { continue }
        for case .byNameItem(let name, _) in target.dependencies { unread.append(name) }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products.removeAll {
        switch $0 {
        case let library as Product.Library: !needed.isSuperset(of: library.targets)
        case let executable as Product.Executable: !needed.isSuperset(of: executable.targets)
        default: false
        }
    }
}
