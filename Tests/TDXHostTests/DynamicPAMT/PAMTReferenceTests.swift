import PhysicalMemory
import SeededRandom
import TDMRConstruction
import TDXHost
import TDXModule
import TestSupport
import Testing

/// PAMT pages at run time: the module's checks, and the kernel's counts with every call and allocation failing once.
@Suite struct PAMTReferenceTests {
    private static let lp = LogicalProcessorID(0)

    private struct Rig {
        let machine: EmulatedMachine
        let log = RecordingLog()
        let references: PAMTReferences

        init(
            faults: [SEAMCALLFault] = [], failingAllocation: Int? = nil, isLockFree: Bool = false,
            isConcurrent: Bool = false
        ) throws {
            machine = EmulatedMachine(
                StartUpRig.map, version: .v2_0_18, isConcurrent: isConcurrent, faults: faults,
                failingAllocation: failingAllocation)
            let kernel = HostKernel(
                on: machine, profile: .tip, planner: LinuxPlanner(.plain), reads: .basic, log: RecordingLog())
            try kernel.start()
            references = PAMTReferences(on: machine, log: log, isLockFree: isLockFree)
        }

        var pages: Int { machine.allocations.count { $0.purpose == .pamtPage } }
    }

    /// Pages of memory above the PAMTs: three of one block and one of another.
    private static let block: UInt64 = 0x10_0000 + 512 * 100
    private static let pages = [block, block + 1, block + 511, block + 512].map { PageFrame($0) }

    @Test func `a block has its pair while a page of it is counted`() throws {
        for isLockFree in [false, true] {
            let rig = try Rig(isLockFree: isLockFree)
            let asked = rig.machine.allocationsAsked
            for page in Self.pages { try rig.references.get(page, on: Self.lp) }
            #expect(rig.machine.module.pamtPairCount == 2 && rig.pages == 4)
            // The tip tree takes two pages for each get, the patch in flight for each new block.
            #expect(rig.machine.allocationsAsked - asked == (isLockFree ? 4 : 8))
            #expect(rig.references.count(Self.pages[0]) == 3)
            #expect(rig.machine.module.setInUse(Self.pages[1], true))
            rig.references.put(Self.pages[0], on: Self.lp)
            rig.references.put(Self.pages[3], on: Self.lp)
            #expect(rig.machine.module.pamtPairCount == 1 && rig.pages == 2)
            #expect(rig.machine.module.setInUse(Self.pages[1], false))
            rig.references.put(Self.pages[1], on: Self.lp)
            rig.references.put(Self.pages[2], on: Self.lp)
            #expect(rig.machine.module.pamtPairCount == 0 && rig.pages == 0 && rig.log.lines.isEmpty)
        }
    }

    @Test func `a call or an allocation that fails leaves nothing, a page that is not given back is lost and known`()
        throws
    {
        let before = try Rig().machine.allocationsAsked
        for number in 0..<2 {
            let rig = try Rig(failingAllocation: before + number)
            #expect(throws: EnablingError.outOfMemory(.pamtPage)) { try rig.references.get(Self.pages[0], on: Self.lp) }
            #expect(rig.pages == 0 && rig.references.count(Self.pages[0]) == 0)
        }
        let refused = try Rig(faults: [SEAMCALLFault(.pamtAdd, count: 2, status: .operandBusy)])
        for _ in 0..<2 {
            #expect(throws: EnablingError.self) { try refused.references.get(Self.pages[0], on: Self.lp) }
        }
        #expect(refused.pages == 0 && refused.references.count(Self.pages[0]) == 0)
        // One warning, a line for each call.
        #expect(
            refused.log.lines.count { $0.level == .warning } == 1 && refused.log.lines.count { $0.level == .error } == 2
        )
        try refused.references.get(Self.pages[0], on: Self.lp)
        #expect(refused.pages == 2)

        let stuck = try Rig(faults: [SEAMCALLFault(.pamtRemove, status: .operandBusy)])
        try stuck.references.get(Self.pages[0], on: Self.lp)
        stuck.references.put(Self.pages[0], on: Self.lp)
        #expect(stuck.references.leaked == .pages(2) && stuck.pages == 2 && stuck.references.count(Self.pages[0]) == 1)
    }

    @Test func `the module's checks are in its order`() throws {
        let rig = try Rig()
        let block = Self.block << 12
        let usable: UInt64 = 0x1_2000_0000
        func add(_ rcx: UInt64, _ rdx: UInt64, _ r8: UInt64) -> UInt64? {
            rig.machine.module.seamcall(.pamtAdd, SEAMCALLRegisters(rcx: rcx, rdx: rdx, r8: r8), on: Self.lp).status?
                .rawValue
        }
        // The level, the alignment, KeyID bits.
        for rcx in [block, block | 2, block | 1 | 0x1000, block | 1 | 8, block | 1 | 1 << 51] {
            #expect(add(rcx, usable, usable + 0x1000) == 0xc000_0100_0000_0001)
        }
        #expect(add(block | 1, usable + 8, usable) == 0xc000_0100_0000_0002)
        #expect(add(block | 1, usable, usable | 1 << 51) == 0xc000_0100_0000_0008)
        // Below 1 MiB all is reserved; above all memory there is no TDMR.
        #expect(add(block | 1, 0x1000, usable) == 0xc000_0101_0000_0002)
        #expect(add(block | 1, usable, 0x80_0000_0000) == 0xc000_0101_0000_0008)
        #expect(add(0x80_0000_0000 | 1, usable, usable + 0x1000) == 0xc000_0101_0000_0001)
        #expect(add(block | 1, usable, usable) == 0xc000_0303_0000_0008)
        #expect(add(block | 1, usable, usable + 0x1000) == 0)
        #expect(add(block | 1, usable + 0x2000, usable + 0x3000) == 0xc000_0304_0000_0001)
        #expect(add(block | 1 + 0x20_0000, usable, usable + 0x3000) == 0xc000_0303_0000_0002)
        #expect(add((block + 0x20_0000) | 1, usable + 0x2000, usable + 0x1000) == 0xc000_0303_0000_0008)
        func remove(_ rcx: UInt64) -> (UInt64?, SEAMCALLRegisters?) {
            let outcome = rig.machine.module.seamcall(.pamtRemove, SEAMCALLRegisters(rcx: rcx), on: Self.lp)
            return (outcome.status?.rawValue, outcome.registers)
        }
        #expect(remove((block + 0x20_0000) | 1).0 == 0xc000_0305_0000_0001)
        for (page, half) in [(Self.block + 255, UInt64(0)), (Self.block + 256, 1)] {
            #expect(rig.machine.module.setInUse(PageFrame(page), true))
            #expect(remove(block | 1).0 == 0xc000_0306_0000_0000 | half)
            #expect(rig.machine.module.setInUse(PageFrame(page), false))
        }
        let (status, registers) = remove(block | 1)
        #expect(status == 0 && registers?.rdx == usable && registers?.r8 == usable + 0x1000)
        // A module that was configured without it, and one that has no such leaf.
        let plain = StartUpRig()
        #expect(plain.start() == nil)
        #expect(
            plain.machine.module.seamcall(.pamtAdd, SEAMCALLRegisters(rcx: block | 1), on: Self.lp).status
                == .operandInvalid)
    }

    @Test func `many guests at once end where they began`() throws {
        let rig = try Rig(isConcurrent: true)
        let seed = TestSeed.next()
        rig.machine.forEach(of: Array(rig.machine.processors.all)) { lp in
            var random = SeededRandom(seed: seed &+ UInt64(lp.rawValue))
            var held: [PageFrame] = []
            for _ in 0..<400 {
                if held.isEmpty || random.below(2) == 0 {
                    let page = PageFrame(Self.block + random.below(4 * 512))
                    if (try? rig.references.get(page, on: lp)) != nil { held.append(page) }
                } else {
                    rig.references.put(held.removeLast(), on: lp)
                }
            }
            for page in held { rig.references.put(page, on: lp) }
        }
        #expect(rig.machine.module.pamtPairCount == 0 && rig.pages == 0 && rig.log.lines.isEmpty, "seed \(seed)")
    }
}
