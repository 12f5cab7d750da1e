import CProbes
internal import PhysicalMemory
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Environment {
    /// The environment of this process, read from the kernel's files without running programs.
    /// - Parameters:
    ///   - pinnedCPU, pinningNote, fixedAddresses, addressNote: what the start of the process could and could not set up.
    package static func current(_ isolation: ProcessIsolation) -> Environment {
        Environment(
            processor: .current(), system: .current(), build: .current(),
            conditions: Conditions(
                load: loadAverages(), cpuPressure: cpuPressure(), pinnedCPU: isolation.pinnedCPU,
                pinningNote: isolation.pinningNote.map(Recorded.fact),
                fixedAddresses: isolation.fixedAddresses, addressNote: isolation.addressNote.map(Recorded.fact)))
    }

    /// The caches of this machine.
    package static var caches: [Cache] { Cache.all() }

    static func loadAverages() -> [Double] {
        (SmallFile.line("/proc/loadavg") ?? "").split(separator: " ").prefix(3).compactMap { Double($0) }
    }

    /// The 10 s figure of the first line of /proc/pressure/cpu, `some avg10=1.23 avg60=...`.
    static func cpuPressure() -> Double? {
        SmallFile.line("/proc/pressure/cpu")?.split(separator: " ").first { $0.hasPrefix("avg10=") }.flatMap {
            Double($0.dropFirst(6))
        }
    }
}

extension Environment.Processor {
    static func current() -> Self {
        let cpuinfo = CPUInfo(SmallFile.read("/proc/cpuinfo") ?? "")
        return Self(
            model: cpuinfo.model, logicalProcessors: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            caches: Environment.Cache.all(),
            megahertz: cpuinfo["cpu MHz"].flatMap { Double($0) }, hypervisor: hypervisor(cpuinfo),
            governor: SmallFile.line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            simultaneousMultithreading: SmallFile.integer("/sys/devices/system/cpu/smt/active").map { $0 == 1 })
    }

    private static func hypervisor(_ cpuinfo: CPUInfo) -> String? {
        guard cpuinfo["flags"]?.split(separator: " ").contains("hypervisor") == true else { return nil }
        let vendor = SmallFile.line("/sys/class/dmi/id/sys_vendor")
        let product = SmallFile.line("/sys/class/dmi/id/product_name")
        let name = [vendor, product].compactMap { $0 }.joined(separator: " ")
        return name.isEmpty ? "present" : name
    }
}

extension Environment.Cache {
    /// The caches of CPU 0, as /sys/devices/system/cpu/cpu0/cache lists them.
    static func all() -> [Self] {
        (0..<10).compactMap { index in
            let folder = "/sys/devices/system/cpu/cpu0/cache/index\(index)/"
            guard let level = SmallFile.integer(folder + "level"), let type = SmallFile.line(folder + "type"),
                let size = SmallFile.line(folder + "size"), size.hasSuffix("K"), let kib = UInt64(size.dropLast())
            else { return nil }
            return Self(
                level: level, type: type, size: .kib(clamping: kib),
                lineSize: SmallFile.integer(folder + "coherency_line_size").map { ByteCount(UInt64(clamping: $0)) },
                ways: SmallFile.integer(folder + "ways_of_associativity"),
                sharedBy: SmallFile.line(folder + "shared_cpu_list").map { CPUList.numbers($0).count })
        }
    }
}

extension Environment.System {
    static func current() -> Self {
        let pageSize = ByteCount(UInt64(clamping: sysconf(Int32(_SC_PAGESIZE))))
        return Self(
            hostName: SmallFile.line("/proc/sys/kernel/hostname") ?? "unknown",
            kernel: ["ostype", "osrelease"].compactMap { SmallFile.line("/proc/sys/kernel/\($0)") }.joined(
                separator: " "),
            libc: libc(), pageSize: pageSize,
            transparentHugePages: chosen("/sys/kernel/mm/transparent_hugepage/enabled"),
            memory: UInt64(clamping: sysconf(Int32(_SC_PHYS_PAGES))) * pageSize, programs: Programs.found,
            variables: relevantVariables())
    }

    private static func libc() -> String {
        let version = String(cString: probe_libc_version())
        return version.isEmpty ? "another libc" : "glibc " + version
    }

    /// The bracketed word of a choice such as `always [madvise] never`.
    private static func chosen(_ path: String) -> String? {
        SmallFile.line(path)?.split(separator: " ").first { $0.hasPrefix("[") }.map {
            String($0.dropFirst().dropLast())
        }
    }

    private static func relevantVariables() -> [String] {
        var found: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if text.hasPrefix("GLIBC_TUNABLES=") || text.hasPrefix("MALLOC_") || text.hasPrefix("LD_PRELOAD=")
                || text.hasPrefix("SWIFT_")
            {
                found.append(text)
            }
            entry += 1
        }
        return found.sorted()
    }
}

extension Environment.Build {
    static func current() -> Self {
        #if DEBUG
        let mode = "debug"
        #else
        let mode = "release"
        #endif
        #if arch(x86_64)
        let architecture = "x86_64"
        #elseif arch(arm64)
        let architecture = "arm64"
        #else
        let architecture = "other"
        #endif
        return Self(mode: mode, compiler: compiler(), architecture: architecture, program: program)
    }

    /// A fingerprint of this program's file.
    private static let program: String? = {
        guard let path = ChildProcess.ownExecutable, let bytes = try? SmallFile.bytes(FilePath(path)) else {
            return nil
        }
        return String(bytes.withUnsafeBytes { probe_fingerprint($0.baseAddress, $0.count) }, radix: 16)
    }()

    /// A Swift program cannot read its compiler's full version; the toolchain's clang reports it, down to the commit.
    private static func compiler() -> String {
        #if compiler(>=6.4)
        let swift = "Swift 6.4 or later"
        #elseif compiler(>=6.3)
        let swift = "Swift 6.3"
        #elseif compiler(>=6.2)
        let swift = "Swift 6.2"
        #else
        let swift = "Swift 6.1"
        #endif
        return swift + ", " + String(cString: probe_compiler_version())
    }
}
