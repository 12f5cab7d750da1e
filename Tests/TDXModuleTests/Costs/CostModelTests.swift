import PhysicalMemory
import SeededRandom
import TDXModule
import Testing

@Suite struct CostModelTests {
    let model = CostModel.standard

    @Test func `a call costs transition, body and 266.24 ns for each area`() {
        #expect(model.initCall(areas: 0) == .microseconds(6))
        #expect(model.initCall(areas: 1) == Picoseconds(6_266_240))
        #expect(model.initCall(areas: 16) == Picoseconds(10_259_840))
        #expect(model.initCall(areas: 0, pamt: .dynamic) == .nanoseconds(2700))
        #expect(model.initCall(areas: 2, pamt: .dynamic) == Picoseconds(2_700_000 + 2 * 266_240))
        let large = model.of(.of(ModuleVersionNumber(2, 0, 8)))
        #expect(large.initCall(areas: 0, pamt: .dynamic) == .nanoseconds(4500))
        #expect(large.initCall(areas: 2, pamt: .dynamic) == Picoseconds(4_500_000 + 2 * 1_064_960))
    }

    @Test func `one TiB takes 262144 calls and 1.57 s, with dynamic PAMT in some versions 65536`() {
        #expect(1024 * model.callsPerGranule(.static) == 262_144)
        #expect(1024 * model.callsPerGranule(.dynamic) == 262_144)
        #expect(1024 * model.of(.of(ModuleVersionNumber(2, 0, 12))).callsPerGranule(.dynamic) == 65_536)
        #expect(model.initTime(granules: 1024, areas: 0) == .microseconds(262_144 * 6))
        #expect(model.initTime(granules: 1024, areas: 0).description == "1.573 s")
    }

    @Test func `a call stated as a whole replaces transition and body of static PAMT only`() {
        var slower = model
        slower.statedCall = .microseconds(7)
        #expect(slower.initCall(areas: 1) == Picoseconds(7_266_240))
        #expect(slower.initCall(areas: 1, pamt: .dynamic) == model.initCall(areas: 1, pamt: .dynamic))
        #expect(slower.configTime(tdmrs: 1, areas: 0) == model.configTime(tdmrs: 1, areas: 0))
    }

    @Test func `the write floor of a GiB is 70 us at 60 GB/s, rounded up`() {
        #expect(model.bytesWrittenPerGranule(.static) == ByteCount(4_202_512))
        #expect(model.bytesWrittenPerGranule(.dynamic) == ByteCount(40_976))
        #expect(model.of(.v2_0_18, bitmapBits: 2).bytesWrittenPerGranule(.dynamic) == ByteCount(32_768 + 40_976))
        // 4202512 * 10^12 / (60 * 10^9) = 70041866.67
        #expect(model.writeFloor(granules: 1) == Picoseconds(70_041_867))
        #expect(model.writeFloor(granules: 3) == Picoseconds(210_125_600))
        // The product of bytes and picoseconds a second exceeds 64 bits.
        #expect(model.writeFloor(granules: 1 << 22) == Picoseconds(293776881527467))
    }

    @Test func `CONFIG's checks agree with the timed ones within a fifth`() {
        let timed: [(tdmrs: Int, areas: Int, nanoseconds: Double)] = [
            (5, 15, 800), (16, 48, 6500), (64, 0, 57_000), (64, 192, 97_000), (64, 1024, 310_000),
        ]
        for row in timed {
            let checks =
                Double((model.configTime(tdmrs: row.tdmrs, areas: row.areas) - model.transition).rawValue) / 1000
            #expect(abs(checks / row.nanoseconds - 1) < 0.25, "\(row)")
        }
    }

    @Test func `parallel time is bounded by the longest TDMR, by the sum over LPs and by the fullest node`() {
        let even = (0..<16).map { TDMRInitWork(granules: 64, areas: 0, pamtNode: NodeID(UInt32($0 % 4))) }
        let sums = model.initTimes(even)
        #expect(sums.serial == .microseconds(1024 * 256 * 6))
        #expect(sums.parallel(processors: 1) == sums.serial)
        // 16 equal TDMRs on 16 LPs: 0.10 s.
        #expect(sums.parallel(processors: 16) == .microseconds(64 * 256 * 6))
        #expect(sums.parallel(processors: 64) == .microseconds(64 * 256 * 6))
        #expect(sums.floor == model.writeFloor(granules: 256))

        let oneNode = (0..<64).map { _ in TDMRInitWork(granules: 16, areas: 0, pamtNode: NodeID(0)) }
        let bound = model.initTimes(oneNode)
        #expect(bound.parallel(processors: 64) == model.writeFloor(granules: 1024))
        // A one-node machine gains at most about 22 times.
        #expect((21.5...22.5).contains(bound.serial.seconds / bound.parallel(processors: 4096).seconds))
    }

    @Test func `the sum over LPs rounds up`() {
        #expect(InitTimeSums(total: Picoseconds(10)).parallel(processors: 3) == Picoseconds(4))
        #expect(InitTimeSums(total: Picoseconds(9)).parallel(processors: 3) == Picoseconds(3))
        #expect(InitTimeSums().parallel(processors: 3) == .zero)
    }

    @Test func `a prediction counts every SEAMCALL of the sequence`() {
        let work = [
            TDMRInitWork(granules: 2, areas: 1, pamtNode: NodeID(0)),
            TDMRInitWork(granules: 254, areas: 0, pamtNode: NodeID(1)),
        ]
        let prediction = model.predict(work, reads: .withCMRs, processors: 4, packages: 2)
        #expect(prediction.seamcalls == 1 + 4 + 83 + 1 + 2 + 65_536)
        #expect(prediction.serial == Picoseconds(512 * 6_266_240 + 254 * 256 * 6_000_000))
        #expect(prediction.parallel == .microseconds(254 * 256 * 6))
        #expect(model.predict(work, reads: .basic, processors: 4, packages: 2).seamcalls == prediction.seamcalls - 65)
        #expect(model.predict([], reads: .basic, processors: 2, packages: 1).serial == .zero)
    }

    @Test func `times are exact in microseconds and to four digits for people`() {
        #expect("\(Picoseconds(104_262_400).microseconds)" == "104.2624")
        #expect(Picoseconds.microseconds(5).microseconds == 5)
        #expect(Picoseconds(999).description == "999 ps")
        #expect(Picoseconds(6_266_240).description == "6.266 us")
        #expect(Picoseconds(12_344_500).description == "12.34 us")
        #expect(Picoseconds(12_345_000).description == "12.35 us")
        #expect(Picoseconds.milliseconds(5).description == "5.000 ms")
        #expect(Picoseconds(2_000_000_000_000_000).description == "2000 s")
    }

    @Test func `a made-up machine beyond all time is charged the longest time there is`() {
        let huge = TDMRInitWork(granules: 1 << 22, areas: 1 << 30, pamtNode: NodeID(0))
        #expect(model.initTimes([huge, huge]).serial == .longest)
        #expect(model.initTimes([huge, huge]).parallel(processors: 1) == .longest)
        #expect(Bandwidth(rawValue: 1).time(toWrite: .gib(1)) == .longest)
        #expect(Bandwidth(rawValue: 1_000_000_000_000).time(toWrite: ByteCount(.max)) == .longest)
    }

    @Test func `allocating costs by what is allocated`() {
        #expect(model.allocationTime(granules: 256, tdmrs: 3, zeroed: true) == .microseconds(307_200))
        #expect(model.allocationTime(granules: 256, tdmrs: 3, zeroed: false) == .microseconds(51_200))
        let dynamic = model.allocationTime(granules: 1000, tdmrs: 2, zeroed: true, pamt: .dynamic)
        #expect(dynamic.rawValue == 1_200_000_000_000 * 40_976 / 4_202_512 + 200_000_000)
    }
}
