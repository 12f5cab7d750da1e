import CProbes
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Counts cases exactly, by running this program again under valgrind's callgrind: the figures are the same in every run, also on a busy machine.
package struct CallgrindRun: Sendable {
    /// Why nothing can be counted here.
    package enum Unavailable: Error, Hashable, Sendable {
        /// valgrind is not installed.
        case noValgrind
        /// Built on a machine without valgrind's headers.
        case notCompiledIn
    }

    /// Why a count failed after it was begun.
    package enum Failure: Error, Hashable, Sendable {
        /// The counted program ended with an error.
        case ended(exitCode: Int, message: String)
        /// The counted program wrote no counts for this case.
        case noCounts(CaseName)
    }

    private let valgrind: String
    /// valgrind's version, `3.19.0`.
    package let version: String
    private let seed: UInt64

    /// - Throws: `Unavailable`.
    package init(seed: UInt64) throws(Unavailable) {
        guard probe_callgrind_is_compiled_in() else { throw .notCompiledIn }
        guard let valgrind = Programs.valgrind, let version = Self.version(of: valgrind) else { throw .noValgrind }
        self.valgrind = valgrind
        self.version = version
        self.seed = seed
    }

    /// Counts the cases of the groups, in as many processes at a time as there are CPUs.
    /// - Parameter command: the arguments that make this program perform `CountedCases.run` on the names in a file; the file's path is added.
    /// - Returns: the counters of each case. A case that is not timed or does not apply has none.
    /// - Throws: `Failure`, `Errno`. Ends the process by the signal that interrupted it.
    package func count(_ groups: [Selection.Group], command: [String]) throws -> [CaseName: [CounterFigure]] {
        try run(groups, command, options: ["--dump-instr=no"]) { Self.figures(of: groups, $0) }
    }

    /// Counts as `count` does, with costs by function and by instruction.
    /// - Parameter callers: the number of callers by which a function's costs are separated, for `CallgrindCosts.stacks`; more of them take longer.
    /// - Throws: as `count`.
    package func costs(
        _ groups: [Selection.Group], command: [String], callers: Int = 0
    ) throws -> [CaseName: CallgrindCosts] {
        let options = ["--dump-instr=yes"] + (callers > 0 ? ["--separate-callers=\(callers)"] : [])
        return try run(groups, command, options: options) { texts in
            let figures = Self.figures(of: groups, texts)
            let byName = Dictionary(texts.compactMap { text in CallgrindDump(text).map { ($0.name, text) } }) { a, _ in
                a
            }
            var costs: [CaseName: CallgrindCosts] = [:]
            for selected in groups {
                for name in selected.caseNames {
                    guard let text = byName[name.description], let counted = figures[name] else { continue }
                    costs[name] = CallgrindCosts(
                        text, figures: counted, operations: selected.group.countedOperations)
                }
            }
            return costs
        }
    }

    private func run<R>(
        _ groups: [Selection.Group], _ command: [String], options: [String], read: ([String]) -> R
    ) throws -> R {
        probe_catch_interrupts()
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let program = folder.path.appending("bench")
        try Self.copyThisProgram(to: program)
        let parts = Self.split(groups, into: min(groups.count, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let children = try parts.indices.map { part in
            let list = folder.path.appending("names\(part)")
            try Self.write(parts[part].flatMap(\.caseNames).map { "\($0)\n" }.joined().utf8, to: list)
            return try child(part, of: program, in: folder.path, command + [list.string], options).start()
        }
        // All are waited for before any failure is thrown: the folder must outlive them.
        let exitCodes = try children.map { try $0.wait() }
        if probe_interrupt() != 0 {
            folder.remove()
            probe_die_of(probe_interrupt())
        }
        if let part = exitCodes.firstIndex(where: { $0 != 0 }) {
            let message = SmallFile.line(folder.path.appending("errors\(part)").string) ?? ""
            throw Failure.ended(exitCode: exitCodes[part], message: String(message.split(separator: "\n").last ?? ""))
        }
        let names = folder.entries.filter { $0.hasPrefix("counts") }.sorted()
        return read(
            names.compactMap { name in
                (try? SmallFile.bytes(folder.path.appending(name))).map { String(decoding: $0, as: UTF8.self) }
            })
    }

    private func child(
        _ part: Int, of program: FilePath, in folder: FilePath, _ command: [String], _ special: [String]
    ) -> ChildProcess {
        let options =
            ["--tool=callgrind", "--instr-atstart=no", "--dump-line=no", "--cache-sim=yes", "--branch-sim=yes"]
            + special + Self.geometry
        let output = "--callgrind-out-file=" + folder.appending("counts\(part)").string
        return ChildProcess(
            valgrind,
            options + [output, program.string] + command + ["--dumps", folder.appending("counts\(part)").string],
            environment: Self.environment,
            output: .discarded, errors: .file(folder.appending("errors\(part)")))
    }

    /// The modelled caches, fixed so that counts do not depend on the machine's own.
    private static let geometry = ["--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64"]

    /// A minimal environment of constant size, because simulated misses depend on the stack's address; glibc's choice of string functions and their
    /// thresholds pinned, because they follow the machine; hashing without a random seed.
    private static var environment: [String] {
        let tunables = [
            "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM", "glibc.cpu.x86_data_cache_size=32768",
            "glibc.cpu.x86_shared_cache_size=1048576", "glibc.cpu.x86_non_temporal_threshold=786432",
        ]
        let kept = ["LD_LIBRARY_PATH", "VALGRIND_LIB"].compactMap { name in
            ChildProcess.variable(name).map { "\(name)=\($0)" }
        }
        return [
            "LC_ALL=C", "SWIFT_DETERMINISTIC_HASHING=1", "GLIBC_TUNABLES=" + tunables.joined(separator: ":"),
            "\(ReleaseBuild.switchOff)=1",
        ] + kept
    }

    /// Every N-th group goes to the same part, so that the parts take about equally long.
    private static func split(_ groups: [Selection.Group], into count: Int) -> [[Selection.Group]] {
        (0..<max(count, 0)).map { part in groups.enumerated().filter { $0.offset % count == part }.map(\.element) }
    }

    /// A copy without debug information, whose path has the same length everywhere.
    private static func copyThisProgram(to path: FilePath) throws {
        let source = FilePath(ChildProcess.ownExecutable ?? CommandLine.arguments[0])
        try write(
            DebugFreeExecutable.make(from: try SmallFile.bytes(source)), to: path, permissions: .ownerReadWriteExecute)
    }

    private static func write(
        _ bytes: some Sequence<UInt8>, to path: FilePath, permissions: FilePermissions = .ownerReadWrite
    ) throws {
        let file = try FileDescriptor.open(path, .writeOnly, options: [.create, .truncate], permissions: permissions)
        try file.closeAfter { _ = try file.writeAll(bytes) }
    }

    /// The counters of all dumps, minus the cost of measuring itself.
    private static func figures(of groups: [Selection.Group], _ texts: [String]) -> [CaseName: [CounterFigure]] {
        let dumps = texts.compactMap { CallgrindDump($0) }
        guard let empty = dumps.first(where: { $0.name == CountedCases.emptyName }) else { return [:] }
        let byName = Dictionary(dumps.map { ($0.name, $0) }) { first, _ in first }
        let allocated = Dictionary(texts.compactMap { AllocatorFigures($0) }.map { ($0.name, $0) }) { first, _ in first
        }
        var figures: [CaseName: [CounterFigure]] = [:]
        for selected in groups {
            for name in selected.caseNames {
                guard let dump = byName[name.description] else { continue }
                figures[name] =
                    dump.minus(empty).figures(operations: selected.group.countedOperations)
                    + (allocated[name.description]?.figures ?? [])
            }
        }
        return figures
    }

    /// The output of `valgrind --version` without `valgrind-`; nil without valgrind.
    private static func version(of valgrind: String) -> String? {
        guard let folder = try? ScratchFolder() else { return nil }
        defer { folder.remove() }
        let output = folder.path.appending("version")
        guard (try? ChildProcess(valgrind, ["--version"], output: .file(output), errors: .discarded).run()) == 0,
            let line = SmallFile.line(output.string), line.hasPrefix("valgrind-")
        else { return nil }
        return String(line.dropFirst("valgrind-".count))
    }
}

extension CallgrindRun.Unavailable: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noValgrind: "valgrind is not installed: exact counts are not available"
        case .notCompiledIn: "built without valgrind's headers (callgrind.h): exact counts are not available"
        }
    }
}

extension CallgrindRun.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let code, let message): "counting under callgrind ended with exit code \(code): \(message)"
        case .noCounts(let name): "\(name) ended under callgrind before it was counted"
        }
    }
}
