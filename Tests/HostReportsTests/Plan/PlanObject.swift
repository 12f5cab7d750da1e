/// The object that `tdmr plan --format json` prints, read back.
struct PlanObject: Decodable {
    struct TDMR: Decodable {
        var base: String
        var size: String
        var node: UInt32
        var pamt_1g: [String]
        var pamt_2m: [String]
        var pamt_4k: [String]
        var reserved: [[String]]
    }

    struct Entry: Decodable, Equatable {
        var start: String
        var end: String
        var node: UInt64

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try list.decode(String.self)
            end = try list.decode(String.self)
            node = try list.decode(UInt64.self)
        }
    }

    struct Module: Decodable {
        var status: String
        var name: String
    }

    struct Prediction: Decodable {
        var seamcalls: UInt64
        var serial_us: Double
        var parallel_us: Double
        var lps: Int
    }

    var map: String
    var strategy: String
    var pamt_placement: String
    var status: String
    var message: String?
    var memlist: [Entry]
    var cmrs: [[String]]?
    var tdmrs: [TDMR]
    var pamt_kib: UInt64
    var withheld: [[String]]
    var module: Module?
    var predicted: Prediction?
}
