import MemoryMaps
import PhysicalMemory
import Testing

@Suite struct CaptureKernelTests {
    private static let capture = """
        Linux version 6.8.0
        Command line: root=/dev/sda1 irqpoll nr_cpus=1 elfcorehdr=0x7d000000
        BIOS-provided physical RAM map:
        BIOS-e820: [mem 0x0000000000001000-0x000000000009efff] usable
        BIOS-e820: [mem 0x0000000060000000-0x000000006fffffff] usable
        Early memory node ranges
          node   0: [mem 0x0000000000001000-0x000000000009efff]
          node   0: [mem 0x0000000060000000-0x000000006fffffff]
        smp: Brought up 1 node, 1 CPU

        """

    @Test func `a capture kernel is never chosen over the machine's own boot`() throws {
        let reading = try read(modernBoot + Self.capture)
        #expect(reading.map == modernMap)
        #expect(reading.concerns == [.severalBoots(2)])
        #expect(reading.warnings.first?.line == 1)
        // The banner may have got lost.
        #expect(try read(modernBoot + Self.capture.replacing("Linux version 6.8.0\n", with: "")).map == modernMap)
        #expect(
            try read(modernBoot + Self.capture.replacing("Command line", with: "Kernel command line")).map == modernMap)
    }

    @Test func `alone it counts, with a warning`() throws {
        #expect(try read(Self.capture).concerns == [.captureKernel])
        #expect(try read(Self.capture).map.memory.count == 2)
    }

    @Test func `the boot asked for counts`() throws {
        let text = Array((modernBoot + Self.capture).utf8)
        #expect(try MapReader.read(text, name: "m", boot: 1).map == modernMap)
        let second = try MapReader.read(text, name: "m", boot: 2)
        #expect(second.map.memory.count == 2)
        #expect(second.concerns.first == .takenFromOtherBoot("CMRs"))
        #expect(throws: InputError(path: "m", line: 34, fault: .noSuchBoot(3, boots: 2))) {
            try MapReader.read(text, name: "m", boot: 3)
        }
        #expect(throws: InputError(path: "m", line: 2, fault: .noSuchBoot(1, boots: 0))) {
            try MapReader.read(Array("tdxmap 1\nmemory 0x0 0x1000 0\n".utf8), name: "m", boot: 1)
        }
    }
}
