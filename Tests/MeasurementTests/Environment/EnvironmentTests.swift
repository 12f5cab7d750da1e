import Foundation
import PhysicalMemory
import SeededRandom
import SystemPackage
import TestSupport
import Testing

@testable import Measurement

@Suite struct EnvironmentTests {
    @Test func `of two processors the first is read, with what tells generic names apart`() {
        let text = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 26
            model\t\t: 2
            model name\t: AMD  EPYC
            stepping\t: 1
            power management:

            processor\t: 1
            model name\t: Another
            cpu MHz\t\t: 1.0
            """
        let info = CPUInfo(text)
        #expect(info.model == "AMD EPYC (family 26 model 2 stepping 1)")
        #expect(info["vendor_id"] == "AuthenticAMD" && info["processor"] == "0")
        #expect(info["cpu MHz"] == nil && info["power management"] == nil)
        #expect(CPUInfo("Processor\t: ARMv8 rev 1\n").model == "ARMv8 rev 1")
        #expect(CPUInfo("").model == "unknown processor")
    }

    @Test func `steal is the share of the ticks of all CPUs between two readings`() throws {
        // user nice system idle iowait irq softirq steal guest guest_nice: guest time is in user time.
        let before = try #require(CPUTime("cpu  100 0 50 800 10 5 5 30 40 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n"))
        let after = try #require(CPUTime("cpu  150 0 60 840 10 5 5 55 90 0\n"))
        #expect(before.total == 1000 && before.steal == 30)
        #expect(after.stealShare(since: before) == 25.0 / 125)
        #expect(before.stealShare(since: before) == 0)
        for text in ["", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3 4 5 6 7", "cpu 1 2 x 4 5 6 7 8"] {
            #expect(CPUTime(text) == nil, "\(text)")
        }
    }

    @Test func `a time of day is what Foundation's formatter makes of it`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        let formatter = ISO8601DateFormatter()
        // The first second, a leap day of a century, the last second of a year.
        let known = [0, 951_782_400, 1_735_689_599]
        #expect(known.map(Timestamp.text) == ["1970-01-01T00:00:00Z", "2000-02-29T00:00:00Z", "2024-12-31T23:59:59Z"])
        for _ in 0..<200 {
            let seconds = Int(random.below(200 * 366 * 86_400))
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(Timestamp.text(secondsSince1970: seconds) == expected, "seed \(seed)")
        }
    }

    @Test func `small files are read whole, also those of procfs, and a line without the white space at its ends`()
        throws
    {
        let folder = try TemporaryFolder()
        let long = String(repeating: "0123456789\n", count: 20_000)
        #expect(SmallFile.read(try folder.file("long", long)) == long)
        #expect(SmallFile.line(try folder.file("line", "\n  a b \n\n")) == "a b")
        #expect(SmallFile.line(try folder.file("blank", " \n")) == nil)
        #expect(SmallFile.integer(try folder.file("number", "42\n")) == 42)
        #expect(SmallFile.integer(try folder.file("word", "many\n")) == nil)
        #expect(SmallFile.read(folder.url.appending(path: "none").path) == nil)
        #expect(throws: Errno.isDirectory) { try SmallFile.bytes(FilePath(folder.url.path)) }
        #if os(Linux)
        // A file without a size.
        #expect(SmallFile.integer("/proc/self/stat") == nil)
        #expect(SmallFile.read("/proc/self/stat")?.hasPrefix("\(getpid()) ") == true)
        #expect(throws: Errno.fileTooLarge) { try SmallFile.bytes("/dev/zero") }
        #endif
    }

    @Test func `what is noisy is named, and nothing else`() {
        var quiet = GateSample.environment()
        quiet.conditions.pinnedCPU = 1
        #expect(NoiseSource.before(quiet) == [])

        var noisy = GateSample.environment(mode: "debug")
        noisy.processor.governor = "powersave"
        noisy.processor.simultaneousMultithreading = true
        noisy.processor.hypervisor = "KVM"
        noisy.conditions.load = [1.5, 0, 0]
        noisy.conditions.cpuPressure = 21
        noisy.conditions.pinningNote = .fact(.refused(.invalidArgument))
        noisy.conditions.fixedAddresses = false
        noisy.conditions.addressNote = .sentence("refused")
        let sources = NoiseSource.before(noisy)
        #expect(
            sources == [
                .debugBuild, .load(1.5, logicalProcessors: 2), .cpuPressure(21), .governor("powersave"),
                .simultaneousMultithreading, .virtualMachine("KVM"), .notPinned(.fact(.refused(.invalidArgument))),
                .movingAddresses(.sentence("refused")),
            ])
        // More than half of the CPUs busy, and a fifth of the time waited for one.
        #expect(sources.filter(\.isSerious) == Array(sources.prefix(3)))
        #expect(sources.allSatisfy { !$0.description.contains("\n") })
        #expect(Set(sources.map(\.description)).count == sources.count)
        noisy.conditions.load = [0.9, 0, 0]
        #expect(NoiseSource.before(noisy).filter(\.isSerious) == [.debugBuild, .cpuPressure(21)])
    }

    @Test func `outliers and steal count where they are more than a little of the run`() {
        var row = GateSample.row("list", time: 10)
        #expect(NoiseSource.after([row], stealShare: 0.005) == [])
        row.outliers = Outliers(severe: row.samples.count / 10)
        let sources = NoiseSource.after([row, row, GateSample.row("grid", time: 1)], stealShare: 0.03)
        #expect(sources == [.steal(0.03), .severeOutliers(2.0 / 30)])
        #expect(sources.map(\.isSerious) == [true, false])
    }

    @Test func `results are compared by what stays, not by what changes from run to run`() {
        let one = GateSample.environment()
        var other = one
        other.processor.megahertz = 1200
        other.conditions.load = [9, 9, 9]
        other.conditions.pinnedCPU = 3
        other.system.hostName = "another"
        #expect(one.key == other.key)
        other.processor.caches.append(.init(level: 3, type: "Unified", size: .mib(32)))
        #expect(one.key != other.key)
        #expect(one.key != GateSample.environment(mode: "debug").key)
        #expect(
            other.key.description == "Test CPU, 2 CPUs, L1d 32K, L3 32M, Swift 6.3, glibc 2.36, x86_64")
    }
}
