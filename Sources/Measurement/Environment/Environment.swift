package import PhysicalMemory

/// Everything about the machine and the build that a figure may depend on. A field is nil where the system does not report it.
package struct Environment: Hashable, Codable, Sendable {
    /// The processor and its caches.
    package var processor: Processor
    /// The operating system.
    package var system: System
    /// The program that measures.
    package var build: Build
    /// Conditions that change from run to run.
    package var conditions: Conditions

    package init(processor: Processor, system: System, build: Build, conditions: Conditions) {
        self.processor = processor
        self.system = system
        self.build = build
        self.conditions = conditions
    }

    /// The processor and its caches.
    package struct Processor: Hashable, Codable, Sendable {
        /// The CPU's own name, with family, model and stepping where the name is generic: `AMD EPYC (family 26 model 2 stepping 1)`.
        package var model: String
        /// Logical CPUs online.
        package var logicalProcessors: Int
        /// In the order in which the kernel lists them.
        package var caches: [Cache]
        /// The current clock; it changes, so it is not part of the key.
        package var megahertz: Double?
        /// nil on bare metal.
        package var hypervisor: String?
        /// The frequency governor, `performance`; nil where there is none.
        package var governor: String?
        /// Whether cores run two threads.
        package var simultaneousMultithreading: Bool?
    }

    /// One cache of a processor.
    package struct Cache: Hashable, Codable, Sendable {
        /// 1 for the one nearest to the core.
        package var level: Int
        /// `Data`, `Instruction`, `Unified`.
        package var type: String
        /// How much it holds.
        package var size: ByteCount
        /// The size of a line.
        package var lineSize: ByteCount?
        /// Ways of associativity.
        package var ways: Int?
        /// Logical CPUs that share it.
        package var sharedBy: Int?

        /// The file's `bytes` and `line_bytes`.
        private enum CodingKeys: String, CodingKey {
            case level, type, size = "bytes", lineSize = "lineBytes", ways, sharedBy
        }
    }

    /// The operating system.
    package struct System: Hashable, Codable, Sendable {
        /// As uname names it.
        package var hostName: String
        /// Release and version as uname names them.
        package var kernel: String
        /// `glibc 2.36`.
        package var libc: String
        /// The size of a page.
        package var pageSize: ByteCount
        /// `always`, `madvise` or `never`.
        package var transparentHugePages: String?
        /// All memory.
        package var memory: ByteCount
        /// Paths of the other programs that may be run; nil in results of earlier versions.
        package var programs: [String]?
        /// The version of valgrind that counted; nil where nothing was counted.
        package var valgrind: String?
        /// Environment variables that change what is measured (`GLIBC_TUNABLES`, `MALLOC_*`, `LD_PRELOAD`, `SWIFT_*`), sorted, `NAME=VALUE`.
        package var variables: [String]

        /// The file's `page_bytes` and `memory_bytes`.
        private enum CodingKeys: String, CodingKey {
            case hostName, kernel, libc, pageSize = "pageBytes", transparentHugePages, memory = "memoryBytes", programs,
                valgrind, variables
        }
    }

    /// The measuring program and its build.
    package struct Build: Hashable, Codable, Sendable {
        /// `release` or `debug`.
        package var mode: String
        /// `Swift 6.3` and the exact LLVM it is built on.
        package var compiler: String
        /// `x86_64`, `aarch64`.
        package var architecture: String
        /// A fingerprint of the program that measured; nil in results of earlier versions.
        package var program: String?
    }

    /// Conditions that may change from one run to the next.
    package struct Conditions: Hashable, Codable, Sendable {
        /// Load averages of 1, 5 and 15 minutes at the start.
        package var load: [Double]
        /// Share of time in the last 10 s in which some task waited for a CPU, percent (/proc/pressure/cpu).
        package var cpuPressure: Double?
        /// The CPU this process is pinned to; nil: not pinned, `pinningNote` says why.
        package var pinnedCPU: Int?
        /// Why the process is not pinned; nil where it is.
        package var pinningNote: Recorded<ProcessIsolation.PinningFault>?
        /// Whether addresses are the same in every run (ASLR off); `addressNote` says why not.
        package var fixedAddresses: Bool
        /// Why addresses differ from run to run; nil where they do not.
        package var addressNote: Recorded<ProcessIsolation.AddressFault>?

        /// The file's `pinned_cpu`: Foundation's decoder makes it `pinnedCpu`.
        private enum CodingKeys: String, CodingKey {
            case load, cpuPressure, pinnedCPU = "pinnedCpu", pinningNote, fixedAddresses, addressNote
        }
    }
}

extension Environment {
    /// The facts that must be equal for figures to be compared.
    package var key: MachineKey {
        MachineKey(
            processor: processor.model, logicalProcessors: processor.logicalProcessors,
            caches: processor.caches.map(\.description).joined(separator: ", "),
            compiler: build.mode == "release" ? build.compiler : "\(build.mode) build, \(build.compiler)",
            libc: system.libc,
            architecture: build.architecture, valgrind: system.valgrind)
    }
}

extension Environment.Cache: CustomStringConvertible {
    package var description: String {
        let letter =
            switch type {
            case "Data": "d";
            case "Instruction": "i";
            default: ""
            }
        let size = size.isAligned(to: .mib(1)) ? "\(size.mib)M" : "\(size.kib)K"
        return "L\(level)\(letter) \(size)"
    }
}
