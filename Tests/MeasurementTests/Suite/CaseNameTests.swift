import Measurement
import Testing

@Suite struct CaseNameTests {
    @Test func `a name reads back from its text`() {
        let name = CaseName(family: "lookup", algorithm: "binary-search", dataset: "synthetic-1024", mode: "throughput")
        #expect(CaseName("lookup/binary-search/synthetic-1024/throughput") == name)
        #expect(CaseName(name.description) == name)
    }

    @Test(arguments: ["", "a/b/c", "a/b/c/d/e", "a//c/d", "a/b/c/", "a/b c/d/e", "a/b/c/d\n"])
    func `what is not four words is no name`(text: String) {
        #expect(CaseName(text) == nil)
    }

    @Test(arguments: ["0/4", "5/4", "1", "1/", "/2", "a/b", "1/2/3", "-1/2", ""])
    func `a shard that does not exist is refused`(text: String) {
        #expect(Shard(text) == nil)
    }

    @Test func `the shards of a run share out every group exactly once`() throws {
        for count in 1...7 {
            let shards = try (1...count).map { try #require(Shard(index: $0, count: count)) }
            for position in 0..<40 { #expect(shards.filter { $0.takes(position) }.count == 1) }
        }
    }
}
