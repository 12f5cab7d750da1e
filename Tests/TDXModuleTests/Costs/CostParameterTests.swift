@testable import TDXModule
import Testing

@Suite struct CostParameterTests {
    @Test(arguments: CostParameter.allCases)
    func `the texts of a range are numbers and hold the default`(_ parameter: CostParameter) throws {
        let facts = parameter.facts
        let low = try #require(facts.unit.baseUnits(facts.range.low))
        let high = try #require(facts.unit.baseUnits(facts.range.high))
        #expect(0 < low && low < high)
        #expect((low...high).contains(CostModel.standard[parameter]))
    }

    @Test(arguments: CostParameter.allCases)
    func `a parameter reads back what it was given, and no other one changes`(_ parameter: CostParameter) throws {
        let facts = parameter.facts
        var model = CostModel.standard
        try model.assign("\(parameter.name)=\(facts.range.low)")
        #expect(model[parameter] == facts.unit.baseUnits(facts.range.low))
        #expect(model.text(parameter) == "\(facts.range.low) \(facts.unit.rawValue)")
        // t_call is by default the sum of two others.
        for other in CostParameter.allCases where other != parameter && other != .call {
            #expect(model[other] == CostModel.standard[other])
        }
        try model.assign("\(parameter.name)=\(facts.range.high)")
        #expect(model[parameter] == facts.unit.baseUnits(facts.range.high))
    }

    @Test func `values take any unit of their kind, exactly`() throws {
        var model = CostModel.standard
        try model.assign("t_trans=2500ns")
        #expect(model.transition == .nanoseconds(2500))
        try model.assign(" t_trans = 0.0026 ms")
        #expect(model.transition == .nanoseconds(2600))
        try model.assign("t_trans=2.7\u{b5}s")
        #expect(model.transition == .nanoseconds(2700))
        try model.assign("node_write_bandwidth=62.5")
        #expect(model.nodeWriteBandwidth.rawValue == 62_500_000_000)
    }

    @Test(arguments: [
        ("t_call", CostError.notAnAssignment("t_call")),
        ("", .notAnAssignment("")),
        ("t_cal=6", .unknown(name: "t_cal")),
        ("=6", .unknown(name: "")),
        ("t_trans=", .notANumber(.transition, text: "")),
        ("t_trans=2 s", .notANumber(.transition, text: "2 s")),
        ("t_trans=2GB/s", .notANumber(.transition, text: "2GB/s")),
        ("node_write_bandwidth=60us", .notANumber(.nodeWriteBandwidth, text: "60us")),
        ("t_trans=-2", .notANumber(.transition, text: "-2")),
        ("t_trans=2.", .notANumber(.transition, text: "2.")),
        ("t_trans=.5", .notANumber(.transition, text: ".5")),
        ("t_trans=1.2.3", .notANumber(.transition, text: "1.2.3")),
        ("t_trans=2e0", .notANumber(.transition, text: "2e0")),
        ("t_area=266.25ps", .notANumber(.areaPerPage, text: "266.25ps")),
        ("t_trans=18446744073709551616", .notANumber(.transition, text: "18446744073709551616")),
        ("t_wbinvd=18446744073709551615", .notANumber(.cacheFlush, text: "18446744073709551615")),
        ("t_trans=0.999999", .outOfRange(.transition, text: "0.999999")),
        ("t_trans=4.200001", .outOfRange(.transition, text: "4.200001")),
    ])
    func `a bad assignment is refused with the list of names and changes nothing`(_ text: String, _ expected: CostError)
    {
        var model = CostModel.standard
        #expect(throws: expected) { try model.assign(text) }
        #expect(model == .standard)
        for parameter in CostParameter.allCases { #expect(expected.description.contains(parameter.name)) }
    }

    @Test func `a file may hold comments, blanks and CRLF`() throws {
        var model = CostModel.standard
        try model.assign(file: "# a busy machine\r\n\r\n t_call = 10us # measured\r\nt_key=1000\n")
        #expect(model.statedCall == .microseconds(10))
        #expect(model.keyConfig == .milliseconds(1))
        try model.assign(file: "")
        #expect(model.keyConfig == .milliseconds(1))
    }

    @Test(arguments: [
        ("t_key=50\nt_trans=5\n", CostFileError(line: 2, reason: .outOfRange(.transition, text: "5"))),
        ("\n\n# x\nt_key\n", CostFileError(line: 4, reason: .notAnAssignment("t_key"))),
        ("t_key=50\n\nt_key=60", CostFileError(line: 3, reason: .repeated(.keyConfig, firstLine: 1))),
    ])
    func `a bad line is named and nothing of the file applies`(_ text: String, _ expected: CostFileError) {
        var model = CostModel.standard
        #expect(throws: expected) { try model.assign(file: text) }
        #expect(model == .standard)
    }
}
