// swift-tools-version: 6.2
import PackageDescription

// The libraries as a dependency: swift run --package-path Examples/PlanLog plan-log datasets/real/tdx-host-2tb-build784/dmesg.txt
let package = Package(
    name: "plan-log",
    dependencies: [.package(name: "tdmr-bench", path: "../..")],
    targets: [
        .executableTarget(
            name: "plan-log",
            dependencies: ["MemoryMaps", "TDMRConstruction", "TDXModule"].map {
                .product(name: $0, package: "tdmr-bench")
            })
    ],
    swiftLanguageModes: [.v6]
)
