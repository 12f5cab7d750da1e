/// The kernel's answer to a vector.
public struct LinuxVectorAnswer: Decodable, Sendable {
    public struct TDMR: Decodable, Hashable, Sendable {
        public var base: String
        public var size: String
        public var nid: UInt32
        public var pamt_1g: [String]
        public var pamt_2m: [String]
        public var pamt_4k: [String]
        public var rsvd: [[String]]

        public init(
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

    public struct OnlineAnswer: Decodable, Hashable, Sendable {
        public var start: UInt64
        public var pages: UInt64
        public var answer: String

        public init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try list.decode(UInt64.self)
            pages = try list.decode(UInt64.self)
            answer = try list.decode(String.self)
        }
    }

    public var status: String
    public var ret: Int
    public var log: [String]
    public var warn_on: Int
    public var memlist: [[UInt64]]
    public var tdmrs: [TDMR]?
    public var entry_size: Int?
    public var pamt_kb: UInt64?
    public var pamt_allocs: Int?
    public var pamt_leaked: Int?
    public var refcount_bytes: UInt64?
    public var refcount_leaked: UInt64?
    public var online: [OnlineAnswer]
    public var seamcalls: [String]
    public var sys_rd: Int
}
