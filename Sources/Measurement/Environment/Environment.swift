/// Everything about the machine and the build that a figure may depend on. A field is nil where the system does not say.
public struct Environment: Hashable, Codable, Sendable {
    /// The processor and its caches.
    public var processor: Processor
    /// The operating system.
    public var system: System
    /// The program that measures.
    public var build: Build
    /// Conditions that change from run to run.
    public var conditions: Conditions

    public init(processor: Processor, system: System, build: Build, conditions: Conditions) {
        self.processor = processor
        self.system = system
        self.build = build
        self.conditions = conditions
    }

    /// The processor and its caches.
    public struct Processor: Hashable, Codable, Sendable {
        /// As the CPU names itself, with family, model and stepping where the name is generic: `AMD EPYC (family 26 model 2 stepping 1)`.
        public var model: String
        /// Logical CPUs online.
        public var logicalProcessors: Int
        /// In the order in which the kernel lists them.
        public var caches: [Cache]
        /// The current clock; changes, so it is no part of the key.
        public var megahertz: Double?
        /// nil on bare metal.
        public var hypervisor: String?
        /// The frequency governor, `performance`; nil where there is none.
        public var governor: String?
        /// Whether cores run two threads.
        public var simultaneousMultithreading: Bool?
    }

    /// One cache of a processor.
    public struct Cache: Hashable, Codable, Sendable {
        /// 1 for the one nearest to the core.
        public var level: Int
        /// `Data`, `Instruction`, `Unified`.
        public var type: String
        /// Its size, bytes.
        public var bytes: Int
        /// Bytes of a line.
        public var lineBytes: Int?
        /// Ways of associativity.
        public var ways: Int?
        /// Logical CPUs that share it.
        public var sharedBy: Int?
    }

    /// The operating system.
    public struct System: Hashable, Codable, Sendable {
        /// As uname names it.
        public var hostName: String
        /// Release and version as uname names them.
        public var kernel: String
        /// `glibc 2.36`.
        public var libc: String
        /// Bytes of a page.
        public var pageBytes: Int
        /// `always`, `madvise` or `never`.
        public var transparentHugePages: String?
        /// Bytes of memory.
        public var memoryBytes: Int
        /// Where the other programs that may be run were found; nil in results of earlier versions.
        public var programs: [String]?
        /// The version of valgrind that counted; nil where nothing was counted.
        public var valgrind: String?
        /// Environment variables that change what is measured (`GLIBC_TUNABLES`, `MALLOC_*`, `LD_PRELOAD`, `SWIFT_*`), sorted, `NAME=VALUE`.
        public var variables: [String]
    }

    /// The program that measures and what it was built with.
    public struct Build: Hashable, Codable, Sendable {
        /// `release` or `debug`.
        public var mode: String
        /// `Swift 6.3` and the exact LLVM it is built on.
        public var compiler: String
        /// `x86_64`, `aarch64`.
        public var architecture: String
        /// A fingerprint of the program that measured; nil in results of earlier versions.
        public var program: String?
    }

    /// What may change from one run to the next.
    public struct Conditions: Hashable, Codable, Sendable {
        /// Load averages of 1, 5 and 15 minutes at the start.
        public var load: [Double]
        /// Share of time in the last 10 s in which some task waited for a CPU, percent (/proc/pressure/cpu).
        public var cpuPressure: Double?
        /// The CPU this process is pinned to; nil: not pinned, `pinningNote` says why.
        public var pinnedCPU: Int?
        /// Why the process is not pinned; nil where it is.
        public var pinningNote: String?
        /// Whether addresses are the same in every run (ASLR off); `addressNote` says why not.
        public var fixedAddresses: Bool
        /// Why addresses differ from run to run; nil where they do not.
        public var addressNote: String?

        /// The file's `pinned_cpu`: Foundation's decoder makes it `pinnedCpu`.
        private enum CodingKeys: String, CodingKey {
            case load, cpuPressure, pinnedCPU = "pinnedCpu", pinningNote, fixedAddresses, addressNote
        }
    }
}

extension Environment {
    /// What must be equal for figures to be compared.
    public var key: MachineKey {
        MachineKey(
            processor: processor.model, logicalProcessors: processor.logicalProcessors,
            caches: processor.caches.map(\.description).joined(separator: ", "),
            compiler: build.mode == "release" ? build.compiler : "\(build.mode) build, \(build.compiler)",
            libc: system.libc,
            architecture: build.architecture, valgrind: system.valgrind)
    }
}

extension Environment.Cache: CustomStringConvertible {
    public var description: String {
        let letter =
            switch type {
            case "Data": "d";
            case "Instruction": "i";
            default: ""
            }
        let size = bytes % (1 << 20) == 0 ? "\(bytes >> 20)M" : "\(bytes >> 10)K"
        return "L\(level)\(letter) \(size)"
    }
}
