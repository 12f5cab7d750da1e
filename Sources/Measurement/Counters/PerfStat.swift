internal import SystemPackage

/// `perf stat -x,`: the kernel's own program as a second source of counts.
enum PerfStat {
    /// One line of what it printed.
    enum Count: Hashable, Sendable {
        /// A count over the whole time.
        case value(Double)
        /// Why there is no such count.
        case absent(PerfStatFault)
    }

    /// Reads the line of `event`. Fields (perf-stat(1), "CSV FORMAT"): count, unit, event, nanoseconds that the counter ran, percentage of the time that
    /// it was enabled, and more. A count of less than the whole time is perf's estimate, not a count.
    static func count(of event: String, in text: String) -> Count {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 5, bare(fields[2]) == bare(event) else { continue }
            guard let value = Double(fields[0]) else {
                return .absent(.said(fields[0].filter { $0 != "<" && $0 != ">" }))
            }
            if let share = Double(fields[4]), share < 100 {
                return .absent(.shared(percent: fields[4]))
            }
            return .value(fields[1] == "msec" ? value * 1e6 : value)
        }
        return .absent(.noLine(event: event))
    }

    /// The event without its modifiers: perf prints `L1-dcache-loads` for `L1-dcache-loads:u` but keeps `cycles:u`, and names the PMU
    /// where there are several, `cpu_core/cycles/u`.
    private static func bare(_ event: String) -> Substring {
        let parts = event.split(separator: "/", omittingEmptySubsequences: false)
        return (parts.count == 3 ? parts[1] : event[...]).prefix { $0 != ":" }
    }

    /// The name of a counter's event in perf, in user mode where there is such a choice.
    static func event(_ counter: LogicalCounter) -> String {
        counter == .contextSwitches ? "context-switches" : (PerfBackend.event(counter)?.name ?? counter.rawValue) + ":u"
    }

    /// Counts `command` with perf.
    static func count(_ counter: LogicalCounter, of command: ChildProcess, program: String) -> Count {
        do throws(Errno) {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let file = folder.path.appending("counts")
            let event = event(counter)
            let arguments = ["stat", "-x,", "-o", file.string, "-e", event, "--", command.executable]
            let code = try ChildProcess(
                program, arguments + command.arguments, output: .discarded, errors: .discarded
            ).run()
            guard let bytes = try? SmallFile.bytes(file), code == 0 || !bytes.isEmpty else {
                return .absent(.ended(exitCode: code))
            }
            return count(of: event, in: String(decoding: bytes, as: UTF8.self))
        } catch {
            return .absent(.notRun(error))
        }
    }
}
