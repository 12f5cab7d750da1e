import HostReports
import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import Testing

/// Each policy in each story, against what the discussions of the patches say of it.
@Suite struct HotplugPolicyTests {
    /// Two touching nodes of 32 GiB, all convertible, no windows.
    private static let touching = HotplugMachine(map(), blockSize: .gib(2))
    /// The same with blocks of 128 MiB and nodes that meet in the middle of one.
    private static let oddBorder = HotplugMachine(map(border: ByteCount.gib(32).pages + 100), blockSize: .mib(128))

    private static func map(border: UInt64 = ByteCount.gib(32).pages) -> HostMemoryMap {
        HostMemoryMap(
            memory: [
                MemoryRegion(pages: PageRange(ByteCount.gib(4).pages, border), node: NodeID(0)),
                MemoryRegion(pages: PageRange(border, ByteCount.gib(64).pages), node: NodeID(1)),
            ],
            cmrs: [CMR(base: PhysicalAddress(4 << 30), size: .gib(60))])
    }

    private static func tally(_ policy: String, _ scenario: HotplugScenario, on machine: HotplugMachine = touching)
        throws -> HotplugTally
    {
        let kind = try #require(HotplugPolicies.named(policy))
        return kind.run(try scenario.trace(for: machine), on: machine)
    }

    private static func gib(_ start: UInt64, _ end: UInt64) -> PageRange {
        PageRange(ByteCount.gib(start).pages, ByteCount.gib(end).pages)
    }

    private static func run(_ policy: String, _ events: [HotplugEvent], on machine: HotplugMachine = touching) throws
        -> HotplugTally
    {
        try #require(HotplugPolicies.named(policy)).run(
            HotplugTrace(blockSize: machine.blockSize, events: events), on: machine)
    }

    // MARK: CXL memory while TDX is on

    @Test func `Linux asks once per block of CXL memory and refuses each without a word`() throws {
        let machine = HotplugMachine(Self.map(), blockSize: .mib(128))
        let device = MemoryRegion(pages: Self.gib(64, 128), node: NodeID(2))
        let tally = try Self.run("linux", [.add(device, .driver)], on: machine)
        #expect(tally.lookups == 512)
        #expect(tally.messages.map(\.count) == [512])
        #expect(tally.messages.first?.errno == .EPERM)
        #expect(tally.messages.first?.text == nil)
        #expect(tally.bareRefusals == 512)
        #expect(tally.wronglyAccepted + tally.wronglyRefused == 0)
    }

    @Test func `the whole-range policy asks once and says so once`() throws {
        let device = MemoryRegion(pages: Self.gib(64, 128), node: NodeID(2))
        let tally = try Self.run("whole-range", [.add(device, .driver)])
        #expect(tally.lookups == 1)
        #expect(tally.bareRefusals == 0)
        #expect(
            tally.messages.map(\.text) == [
                "virt/tdx: memory [0x1000000000, 0x2000000000) is not usable by TDX and stays offline"
            ])
    }

    @Test func `a guest bound to an incapable node gets an error that names it, elsewhere out of memory`() throws {
        let capable = try Self.tally("node-capability", .cxl)
        #expect(capable.messages.map(\.text) == ["kvm: node 2 is not TDX capable: bind the guest to another node"])
        #expect(capable.refused == 1)
        #expect(capable.wronglyAccepted + capable.wronglyRefused == 0)
        for policy in ["linux", "whole-range", "offline-paths"] {
            let tally = try Self.tally(policy, .cxl)
            #expect(tally.messages.contains { $0.errno == .ENOMEM && $0.text == nil }, "\(policy)")
        }
    }

    // MARK: Two predicates

    @Test func `in the funky case the two predicates differ and the union is right`() throws {
        let funky = try Self.tally("whole-range", .funky)
        let added = try #require(funky.noted.first { if case .add = $0.entry.event { true } else { false } })
        #expect(added.predicates?.oneEntry == false)
        #expect(added.predicates?.union == true)
        #expect(added.outcome == .refused)
        #expect(added.isWronglyRefused)
        // Both removals are the firmware's mistake.
        #expect(funky.wronglyAccepted == 2)
        #expect(funky.predicatesDiffer == 1)
    }

    @Test func `Linux refuses a block across two entries and the union lets it pass`() throws {
        let border = PageRange(ByteCount.gib(32).pages, (ByteCount.gib(32) + .mib(128)).pages)
        // The block belongs to two nodes, so Linux never takes it offline; memory plugged in over both does the same.
        let events: [HotplugEvent] = [.offline(border), .online(border)]
        let fixed = try Self.run("linux", events, on: Self.oddBorder)
        #expect(fixed.noted.map(\.outcome).first == .impossible(.cannotGoOffline(border)))

        let holes = HotplugMachine(
            HostMemoryMap(memory: [
                MemoryRegion(pages: PageRange(0, 16), node: NodeID(0)),
                MemoryRegion(pages: Self.gib(4, 5), node: NodeID(0)),
                MemoryRegion(pages: Self.gib(5, 6), node: NodeID(1)),
            ]), blockSize: .gib(2))
        // A block of 2 GiB over both entries, which are one block of memory at boot.
        let over = try Self.run("linux", [.remove(Self.gib(4, 6), .acpi)], on: holes)
        #expect(over.noted.map(\.outcome) == [.impossible(.cannotGoOffline(Self.gib(4, 6)))])
    }

    // MARK: Two ways to go offline

    @Test func `offline through sysfs and online again does no harm under any policy`() throws {
        let events: [HotplugEvent] = [.offline(Self.gib(4, 8)), .online(Self.gib(4, 8))]
        for policy in HotplugPolicies.all {
            let tally = try Self.run(policy.name, events)
            #expect(tally.accepted == 2, "\(policy.name)")
            #expect(tally.refused + tally.wronglyAccepted + tally.wronglyRefused == 0, "\(policy.name)")
        }
    }

    @Test(arguments: [
        ("linux", 1, 0), ("linux-union", 1, 0), ("whole-range", 1, 0), ("node-capability", 1, 0),
        ("acpi-disabled", 0, 1), ("winner-takes-all", 0, 1),
        ("offline-paths", 0, 1),
    ])
    func `removal of convertible memory is wrong to accept`(_ policy: String, _ accepted: Int, _ refused: Int) throws {
        let tally = try Self.run(policy, [.remove(Self.gib(4, 8), .acpi)])
        #expect(tally.accepted == accepted)
        #expect(tally.wronglyAccepted == accepted)
        #expect(tally.refused == refused)
        #expect(tally.wronglyRefused == 0)
    }

    @Test func `only telling the two paths apart names the firmware's mistake`() throws {
        for policy in HotplugPolicies.all {
            let tally = try Self.tally(policy.name, .removal)
            let names = tally.messages.contains { $0.text?.contains("[Firmware Bug]") == true }
            #expect(names == (policy.name == "offline-paths"), "\(policy.name)")
        }
    }

    @Test func `policies that refuse all removals refuse harmless ones too`() throws {
        let device = MemoryRegion(pages: Self.gib(64, 80), node: NodeID(2))
        let events: [HotplugEvent] = [.add(device, .acpi), .enableTDX, .remove(device.pages, .acpi)]
        func tally(_ policy: String) throws -> HotplugTally { try Self.run(policy, events) }
        // The device is not convertible, so it has to be kept out of TDX for that to start at all.
        let capable = try tally("node-capability")
        #expect(capable.tdx == .on)
        #expect(capable.accepted == 3)
        #expect(capable.wronglyAccepted + capable.wronglyRefused == 0)
        let disabled = try tally("acpi-disabled")
        #expect(disabled.tdx == .on)
        #expect(disabled.noted.last?.outcome == .impossible(.notPresent(device.pages)))
    }

    // MARK: Hotplug before TDX

    @Test func `memory plugged in before TDX costs Linux TDX, or TDX the winner, or nothing`() throws {
        let region = MemoryRegion(pages: Self.gib(64, 80), node: NodeID(2))
        for policy in ["linux", "linux-union", "whole-range", "offline-paths"] {
            #expect(try Self.tally(policy, .earlyAdd).tdx == .lost(region), "\(policy)")
        }
        #expect(try Self.tally("winner-takes-all", .earlyAdd).tdx == .refused(.hotplugCameFirst))
        #expect(try Self.tally("node-capability", .earlyAdd).tdx == .on)
        #expect(try Self.tally("acpi-disabled", .earlyAdd).tdx == .on)
    }

    @Test func `after TDX is lost everything may go online and nothing is wrong with it`() throws {
        let first = MemoryRegion(pages: Self.gib(64, 80), node: NodeID(2))
        let second = MemoryRegion(pages: Self.gib(80, 96), node: NodeID(2))
        let tally = try Self.run(
            "linux", [.add(first, .acpi), .enableTDX, .add(second, .acpi), .startGuest([NodeID(0)]), .enableTDX])
        #expect(tally.tdx == .lost(first))
        #expect(tally.accepted == 3)
        #expect(tally.noted.map(\.outcome) == [.impossible(.tdxIsOff), .impossible(.tdxIsOff)])
        #expect(tally.wronglyAccepted + tally.wronglyRefused == 0)
    }

    @Test func `the winner refuses convertible memory as well, which is wrong`() throws {
        let block = MemoryRegion(pages: Self.gib(8, 10), node: NodeID(0))
        let tally = try Self.run("winner-takes-all", [.remove(block.pages, .acpi), .add(block, .acpi), .enableTDX])
        #expect(tally.tdx == .refused(.hotplugCameFirst))
        #expect(tally.wronglyRefused == 1)
        let late = try Self.run("winner-takes-all", [.enableTDX, .remove(block.pages, .acpi), .add(block, .acpi)])
        #expect(late.tdx == .on)
        #expect(late.noted.map(\.outcome) == [.impossible(.alreadyPresent(block.pages))])
    }

    // MARK: Mixed nodes

    @Test func `a mixed node is split and only the part that TDX can use takes guests`() throws {
        let tally = try Self.tally("node-capability", .mixedNode)
        #expect(tally.noted.first?.splitTo == NodeID(2))
        #expect(tally.accepted == 5)
        #expect(tally.messages.map(\.text) == ["kvm: node 2 is not TDX capable: bind the guest to another node"])
        #expect(tally.wronglyAccepted + tally.wronglyRefused == 0)
    }

    @Test func `a node that is mixed at boot is split when TDX starts`() throws {
        var map = Self.map()
        map.memory[1].pages.end = PageFrame(ByteCount.gib(96).pages)
        let machine = HotplugMachine(map, blockSize: .gib(2))
        let guests: [HotplugEvent] = [.startGuest([NodeID(0)]), .startGuest([NodeID(1)]), .startGuest([NodeID(2)])]
        let split = try Self.run("node-capability", guests, on: machine)
        #expect(split.tdx == .on)
        #expect(split.accepted == 2)
        #expect(split.messages.map(\.text) == ["kvm: node 2 is not TDX capable: bind the guest to another node"])
        #expect(split.wronglyAccepted + split.wronglyRefused == 0)
        #expect(
            try Self.run("linux", guests, on: machine).tdx
                == .lost(MemoryRegion(pages: Self.gib(32, 96), node: NodeID(1))))
    }

    @Test func `memory with and without TDX finds its way to the same two nodes again and again`() throws {
        let good = MemoryRegion(pages: Self.gib(32, 34), node: NodeID(1))
        let bad = MemoryRegion(pages: Self.gib(64, 66), node: NodeID(1))
        let tally = try Self.run(
            "node-capability",
            [
                .add(bad, .acpi), .remove(good.pages, .acpi),
                .add(MemoryRegion(pages: good.pages, node: NodeID(2)), .acpi), .remove(bad.pages, .acpi),
                .add(bad, .acpi), .startGuest([NodeID(1)]), .startGuest([NodeID(2)]),
            ])
        #expect(tally.noted.compactMap(\.splitTo) == [NodeID(2), NodeID(1), NodeID(2)])
        #expect(tally.wronglyRefused == 0)
        // The removal of convertible memory is the only wrong.
        #expect(tally.wronglyAccepted == 1)
    }
}
