import MemoryMaps
import Testing

/// Where logical processors come from: those brought up before all other counts, then those activated, allowed, and
/// named by the SRAT.
@Suite struct ProcessorCountTests {
    private static let memory = "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"

    /// The SRAT of a machine of 8 sockets with 4 processors each.
    private static let apics = (0..<32).map {
        "ACPI: SRAT: PXM \($0 / 4) -> APIC 0x\(String($0, radix: 16)) -> Node \($0 / 4)\n"
    }.joined()

    /// Every wording by itself, best first, each with another number of processors.
    static let wordings: [(line: String, count: Int)] = [
        ("smp: Brought up 8 nodes, 448 CPUs", 448), ("x86: Booted up 8 nodes, 447 CPUs", 447),
        ("Brought up 446 CPUs", 446),
        ("smpboot: Total of 445 processors activated (1792000.00 BogoMIPS)", 445),
        ("Total of 444 processors activated (1792000.00 BogoMIPS).", 444),
        ("CPU topo: Allowing 443 present CPUs plus 5 hotplug CPUs", 443),
        ("smpboot: Allowing 448 CPUs, 6 hotplug CPUs", 442), ("SMP: Allowing 448 CPUs, 7 hotplug CPUs", 441),
    ]

    @Test(arguments: wordings) func `each wording says it alone`(_ line: String, _ count: Int) throws {
        for prefix in ["", "[    2.345678] ", "[    2.345678][    T1] ", "Jun 29 18:28:41 host kernel: ", "<6>"] {
            let map = try read(Self.memory + prefix + line + "\n").map
            #expect(map.statedLogicalProcessors == count, "\(prefix)")
            #expect(map.logicalProcessors == count)
            #expect(map.packages == 1)
        }
    }

    /// What is counted is believed; what up to 6.8 was estimated only where it is the number of nodes.
    @Test(
        arguments: [
            (["CPU topo: Max. logical packages:   8", "smp: Brought up 16 nodes, 448 CPUs"], 8),
            (["CPU topo: Max. logical packages:   4", "Hypervisor detected: KVM"], 4),
            (["smp: Brought up 2 nodes, 96 CPUs", "smpboot: Max logical packages: 2"], 2),
            (["smp: Brought up 8 nodes, 96 CPUs", "smpboot: Max logical packages: 3"], nil),
            (["smp: Brought up 1 node, 8 CPUs", "smpboot: Max logical packages: 2"], nil),
            (["Hypervisor detected: KVM", "smp: Brought up 2 nodes, 8 CPUs", "smpboot: Max logical packages: 2"], nil),
            (["smp: Brought up 1 node, 2 CPUs", "CPU topo: Max. logical packages: 4"], nil),
            (["smp: Brought up 2 nodes, 96 CPUs"], nil),
        ] as [([String], Int?)]) func `packages are known where the log leaves no doubt`(
            _ lines: [String], _ packages: Int?
        )
        throws
    {
        let reading = try read(Self.memory + lines.map { "[    2.345678] \($0)\n" }.joined())
        #expect(reading.packages == packages)
        // The map itself keeps the format's default.
        #expect(reading.map.packages == 1)
    }

    @Test func `the SRAT's processors are counted by their APICs`() throws {
        #expect(try read(Self.memory + Self.apics).map.statedLogicalProcessors == 32)
        // A console may print everything twice.
        #expect(try read(Self.memory + Self.apics + Self.apics).map.statedLogicalProcessors == 32)
        #expect(
            try read(Self.memory + Self.apics.replacing("ACPI: SRAT", with: "SRAT")).map.statedLogicalProcessors == 32)
    }

    @Test func `a better count stands before a worse one, in whatever order they come`() throws {
        func rank(_ line: String) -> Int {
            line.contains("ught up") || line.contains("Booted up") ? 0 : line.contains("activated") ? 1 : 2
        }
        for better in Self.wordings {
            #expect(try read(Self.memory + Self.apics + better.line + "\n").map.logicalProcessors == better.count)
            #expect(try read(Self.memory + better.line + "\n" + Self.apics).map.logicalProcessors == better.count)
            for worse in Self.wordings where rank(worse.line) > rank(better.line) {
                let lines = [better.line, worse.line]
                for text in [lines, lines.reversed()] {
                    let count = try read(Self.memory + text.joined(separator: "\n") + "\n").map.logicalProcessors
                    #expect(count == better.count, "\(text)")
                }
            }
        }
    }

    @Test func `without any count there are two for the one package`() throws {
        let map = try read(Self.memory).map
        #expect(map.statedLogicalProcessors == nil && map.packages == 1 && map.logicalProcessors == 2)
    }

    @Test func `a disassembled SRAT counts its enabled processors`() throws {
        func processor(_ kind: String, _ isEnabled: Int) -> String {
            """
            [030h 0048   1]                Subtable Type : 00 [Processor Local \(kind) Affinity]
            [034h 0052   4]        Flags (decoded below) : 0000000\(isEnabled)
                                                 Enabled : \(isEnabled)

            """
        }
        let memory = """
            [1B0h 0432   1]                Subtable Type : 01 [Memory Affinity]
            [1B2h 0434   4]             Proximity Domain : 00000000
            [1B8h 0440   8]                 Base Address : 0000000000000000
            [1C0h 0448   8]               Address Length : 0000000080000000
            [1CCh 0460   4]        Flags (decoded below) : 00000001
                                                 Enabled : 1

            """
        let table =
            processor("APIC/SAPIC", 1) + processor("x2APIC", 1) + processor("APIC/SAPIC", 0) + memory
            + processor("x2APIC", 1)
        #expect(try read(table).map.statedLogicalProcessors == 3)
        #expect(try read(table).regions == ["[0x0, 0x80000000) node 0"])
    }
}
