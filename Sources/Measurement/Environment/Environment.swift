/// Everything about the machine and the build that a figure may depend on. A field is nil where the system does not say.
public struct Environment: Hashable, Codable, Sendable {
    public var processor: Processor
    public var system: System
    public var build: Build
    /// Conditions that change from run to run.
    public var conditions: Conditions

    public init(processor: Processor, system: System, build: Build, conditions: Conditions) {
        self.processor = processor
        self.system = system
        self.build = build
        self.conditions = conditions
    }

    public struct Processor: Hashable, Codable, Sendable {
        /// As the CPU names itself, with family, model and stepping where the name is generic: `AMD EPYC (family 26 model 2 stepping 1)`.
        public var model: String
        /// Logical CPUs online.
        public var logicalProcessors: Int
        public var caches: [Cache]
        /// The current clock; changes, so it is no part of the key.
        public var megahertz: Double?
        /// nil on bare metal.
        public var hypervisor: String?
        public var governor: String?
        /// Whether cores run two threads.
        public var simultaneousMultithreading: Bool?
    }

    public struct Cache: Hashable, Codable, Sendable {
        public var level: Int
        /// `Data`, `Instruction`, `Unified`.
        public var type: String
        public var bytes: Int
        public var lineBytes: Int?
        public var ways: Int?
        /// Logical CPUs that share it.
        public var sharedBy: Int?
    }

    public struct System: Hashable, Codable, Sendable {
        public var hostName: String
        public var kernel: String
        /// `glibc 2.36`.
        public var libc: String
        public var pageBytes: Int
        /// `always`, `madvise` or `never`.
        public var transparentHugePages: String?
        public var memoryBytes: Int
        /// Where the other programs that may be run were found; nil in results of earlier versions.
        public var programs: [String]?
        /// The version of valgrind that counted; nil where nothing was counted.
        public var valgrind: String?
        /// Environment variables that change what is measured (`GLIBC_TUNABLES`, `MALLOC_*`, `LD_PRELOAD`, `SWIFT_*`), sorted, `NAME=VALUE`.
        public var variables: [String]
    }

    public struct Build: Hashable, Codable, Sendable {
        /// `release` or `debug`.
        public var mode: String
        /// `Swift 6.3` and the exact LLVM it is built on.
        public var compiler: String
        public var architecture: String
        /// A fingerprint of the program that measured; nil in results of earlier versions.
        public var program: String?
    }

    public struct Conditions: Hashable, Codable, Sendable {
        /// Load averages of 1, 5 and 15 minutes at the start.
        public var load: [Double]
        /// Share of time in the last 10 s in which some task waited for a CPU, percent (/proc/pressure/cpu).
        public var cpuPressure: Double?
        /// The CPU this process is pinned to; nil: not pinned, `pinningNote` says why.
        public var pinnedCPU: Int?
        public var pinningNote: String?
        /// Whether addresses are the same in every run (ASLR off); `addressNote` says why not.
        public var fixedAddresses: Bool
        public var addressNote: String?
    }
}

/// What must be equal for two results to be compared: stable facts only (no clock rate, no load).
public struct MachineKey: Hashable, Codable, Sendable {
    public var processor: String
    public var logicalProcessors: Int
    /// `L1d 48K, L1i 32K, L2 1M, L3 32M`.
    public var caches: String
    public var compiler: String
    public var libc: String
    public var architecture: String
    public var valgrind: String?
}

extension MachineKey: CustomStringConvertible {
    public var description: String {
        "\(processor), \(logicalProcessors) CPUs, \(caches), \(compiler), \(libc), \(architecture)" + (valgrind.map { ", valgrind \($0)" } ?? "")
    }
}

extension Environment {
    public var key: MachineKey {
        MachineKey(
            processor: processor.model, logicalProcessors: processor.logicalProcessors,
            caches: processor.caches.map(\.description).joined(separator: ", "),
            compiler: build.mode == "release" ? build.compiler : "\(build.mode) build, \(build.compiler)", libc: system.libc,
            architecture: build.architecture, valgrind: system.valgrind)
    }
}

extension Environment.Cache: CustomStringConvertible {
    public var description: String {
        let letter = switch type { case "Data": "d"; case "Instruction": "i"; default: "" }
        let size = bytes % (1 << 20) == 0 ? "\(bytes >> 20)M" : "\(bytes >> 10)K"
        return "L\(level)\(letter) \(size)"
    }
}
