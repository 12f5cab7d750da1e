import Foundation
import MemoryMaps
import PhysicalMemory
import TestSupport
import Testing

@Suite struct IOMemoryTests {
    static let text = """
        00000000-00000fff : Reserved
        00001000-0009efff : System RAM
        0009f000-000fffff : Reserved
          000a0000-000bffff : PCI Bus 0000:00
        00100000-5d168fff : System RAM
          01000000-01ffffff : Kernel code
          02000000-02ffffff : System RAM
        5d169000-5d22afff : ACPI Tables
        100000000-207fffffff : System RAM
        2080000000-227fffffff : Soft Reserved
          2080000000-227fffffff : dax0.0
            2080000000-227fffffff : System RAM (kmem)
        2280000000-237fffffff : Persistent Memory
        2380000000-247fffffff : System RAM (kmem)

        """

    @Test(arguments: ["", "> ", ">", "    ", "| ", ">> > "])
    func `only System RAM at the outermost level is memory, on node 0`(_ quote: String) throws {
        let reading = try read(Self.text.split(separator: "\n").map { "\(quote)\($0)\n" }.joined())
        #expect(
            reading.regions == [
                "[0x1000, 0x9f000) node 0", "[0x100000, 0x5d169000) node 0", "[0x100000000, 0x2080000000) node 0",
            ])
        #expect(reading.format == .ioMemory)
        #expect(reading.memorySource == .ioMemory)
        #expect(reading.warnings == [])
        #expect(try read(Self.text.replacing("\n", with: "\r\n")).map == reading.map)
    }

    @Test func `boot memory that a bus window was put around is memory`() throws {
        let text = """
            00001000-0009ffff : System RAM
            00100000-7fffffff : System RAM
            100000000-87effffff : System RAM
            880000000-107fffffff : CXL Window 0
              880000000-8bfffffff : System RAM
              8c0000000-97fffffff : region0
                8c0000000-97fffffff : System RAM
              980000000-9bfffffff : Soft Reserved
                980000000-9bfffffff : System RAM
            1080000000-10bfffffff : PCI Bus 0000:7f
              1080000000-10bfffffff : CXL Window 1
                1080000000-1087ffffff : System RAM
                1088000000-108fffffff : Reserved
                  1088000000-108fffffff : System RAM
            10c0000000-10ffffffff : Persistent Memory
              10c0000000-10ffffffff : System RAM

            """
        #expect(
            try read(text).regions == [
                "[0x1000, 0xa0000) node 0", "[0x100000, 0x80000000) node 0", "[0x100000000, 0x87f000000) node 0",
                "[0x880000000, 0x8c0000000) node 0",
                "[0x1080000000, 0x1088000000) node 0",
            ])
        #expect(try read(text).warnings == [])
    }

    @Test func `the last of several listings counts`() throws {
        let reading = try read(Self.text.replacing("207fffffff", with: "1fffffffff") + Self.text)
        #expect(reading.map == (try read(Self.text)).map)
        #expect(reading.concerns == [.severalListings(2, .ioMemory)])
        #expect(reading.warnings.first?.line == 16)
        // A listing without privileges says nothing, wherever it stands.
        let hidden = "00000000-00000000 : Reserved\n00000000-00000000 : System RAM\n"
        #expect(try read(hidden + Self.text).map == reading.map)
        #expect(try read(Self.text + hidden).map == reading.map)
    }

    @Test func `addresses that are hidden need root`() {
        #expect(
            failure("00000000-00000000 : Reserved\n00000000-00000000 : System RAM\n  00000000-00000000 : Kernel code\n")
                == "m:3: all addresses are zero: read it as root")
    }

    @Test func `a log in the same file wins`() throws {
        let log = "BIOS-e820: [mem 0x0000000000100000-0x00000000001fffff] usable\n"
        for text in [log + Self.text, Self.text + log, log + "00000000-00000000 : System RAM\n"] {
            #expect(try read(text).regions == ["[0x100000, 0x200000) node 0"])
            #expect(try read(text).format == .kernelLog)
        }
        // A log without memory has nothing to win with, but keeps what else it says.
        let facts = try read("smp: Brought up 2 nodes, 96 CPUs\n" + Self.text)
        #expect(facts.map.memory.count == 3)
        #expect(facts.map.statedLogicalProcessors == 96)
    }

    @Test func `touching entries are merged and unaligned ones rounded inward`() throws {
        #expect(
            try read("00001000-00001fff : System RAM\n00002000-00002fff : System RAM\n00004800-00006fff : System RAM\n")
                .regions
                == ["[0x1000, 0x3000) node 0", "[0x5000, 0x7000) node 0"])
    }

    @Test(
        arguments: [
            ("00001000-00000800 : System RAM\n", "m:1: the range ends at 0x800, before its start 0x1000"),
            (
                "00001000-00002fff : System RAM\n00002000-00003fff : System RAM\n",
                "m:2: the range 0x2000-0x3fff overlaps 0x1000-0x2fff"
            ),
            (
                "00001000-fffffffffffffffff : System RAM\n",
                "m:1: 00001000-fffffffffffffffff lies beyond the 52-bit address space"
            ),
            (
                "00001000-ffffffffffffffff : System RAM\n",
                "m:1: 0xffffffffffffffff lies beyond the 52-bit address space"
            ),
            ("00001000-00001fff : System RAM\n100000000-207fffffff : System R", "m:2: the input ends inside this line"),
            ("00001000-00001fff : System RAM\n100000000-207fffffff", "m:2: the input ends inside this line"),
            ("00001000-00001fff : System RAM\n100000000-207f", "m:2: the input ends inside this line"),
        ] as [(String, String)]) func `contradictions are bad input`(_ text: String, _ message: String)
    { #expect(failure(text) == message) }
}
