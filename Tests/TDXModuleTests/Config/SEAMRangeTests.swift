import PhysicalMemory
import TDXModule
import Testing

/// The SEAM range registers, also where their range is empty: it meets what strictly contains it.
@Suite struct SEAMRangeTests {
    @Test(
        arguments: [
            (0x100100, 0, true), (0x100000, 0, false), (0x100200, 0, false), (0x1001ff, 0, true), (0x100000, 1, true),
            (0x0ffff0, 0x10, false), (0x0ffff0, 0x11, true),
        ] as [(UInt64, UInt64, Bool)])
    func `the list of entries lies outside the SEAM range`(_ base: UInt64, _ size: UInt64, _ meets: Bool) {
        var platform = ConfigPlatform()
        platform.seamRange = SEAMRange(base: PhysicalAddress(base), size: ByteCount(size))
        let call = ConfigCall(
            operands: ConfigOperands(list: PhysicalAddress(0x100000), count: 0, keyIDAndFlags: 64), entries: [],
            movedEntries: [:])
        for judge in [
            SweepingConfigJudge.verdict(on: call, platform: platform),
            PairwiseConfigJudge.verdict(on: call, platform: platform),
        ] {
            #expect(judge == .refused(.operandInvalid(meets ? .rcx : .rdx)), "\(base) \(size)")
        }
        #expect(LiteralRules.decide(call, platform).verdict == .refused(.operandInvalid(meets ? .rcx : .rdx)))
    }
}
