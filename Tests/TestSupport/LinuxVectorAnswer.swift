/// The kernel's answer to a vector.
package struct LinuxVectorAnswer: Decodable, Sendable {
    package struct TDMR: Decodable, Hashable, Sendable {
        package var base: String
        package var size: String
        package var nid: UInt32
        package var pamt_1g: [String]
        package var pamt_2m: [String]
        package var pamt_4k: [String]
        package var rsvd: [[String]]

        package init(
            base: String, size: String, nid: UInt32, pamt_1g: [String], pamt_2m: [String], pamt_4k: [String],
            rsvd: [[String]]
        ) {
            self.base = base
            self.size = size
            self.nid = nid
            self.pamt_1g = pamt_1g
            self.pamt_2m = pamt_2m
            self.pamt_4k = pamt_4k
            self.rsvd = rsvd
        }
    }

    package struct OnlineAnswer: Decodable, Hashable, Sendable {
        package var start: UInt64
        package var pages: UInt64
        package var answer: String

        package init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try list.decode(UInt64.self)
            pages = try list.decode(UInt64.self)
            answer = try list.decode(String.self)
        }
    }

    package var status: String
    package var ret: Int
    package var log: [String]
    package var warn_on: Int
    package var memlist: [[UInt64]]
    package var tdmrs: [TDMR]?
    package var entry_size: Int?
    package var pamt_kb: UInt64?
    package var pamt_allocs: Int?
    package var pamt_leaked: Int?
    package var refcount_bytes: UInt64?
    package var refcount_leaked: UInt64?
    package var online: [OnlineAnswer]
    package var seamcalls: [String]
    package var sys_rd: Int
}
