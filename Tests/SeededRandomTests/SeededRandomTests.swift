import SeededRandom
import TestSupport
import Testing

@Suite struct SeededRandomTests {
    /// The first numbers of SplitMix64 as its authors' C code prints them, for two seeds.
    @Test(
        arguments: [
            (
                0,
                [
                    0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f, 0xf88b_b8a8_724c_81ec,
                    0x1b39_896a_51a8_749b,
                ]
            ),
            (
                1_234_567,
                [
                    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                    4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
                ]
            ),
        ] as [(UInt64, [UInt64])])
    func `the numbers are those of SplitMix64`(_ seed: UInt64, _ expected: [UInt64]) {
        var random = SeededRandom(seed: seed)
        #expect(expected.map { _ in random.next() } == expected)
    }

    /// The upper half of a product of two words, by their halves.
    private static func upper(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (a1, a0, b1, b0) = (a >> 32, a & 0xffff_ffff, b >> 32, b & 0xffff_ffff)
        let low = a0 * b0
        let middle = a1 * b0 + low >> 32
        let other = a0 * b1 + middle & 0xffff_ffff
        return a1 * b1 + middle >> 32 + other >> 32
    }

    @Test func `a bounded number is the share of the bound that the next number is of 2^64`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        var bounds = random.split()
        for round in 0..<2000 {
            let bound = max(1, bounds.next() >> bounds.below(64))
            var copy = random
            let number = random.below(bound)
            #expect(number == Self.upper(copy.next(), bound), "seed \(seed), round \(round), below \(bound)")
            #expect(number < bound, "seed \(seed), round \(round), below \(bound)")
        }
    }

    @Test func `a number in a range may be each of its ends, also where the range is all numbers`() {
        let seed = TestSeed.next()
        var random = SeededRandom(seed: seed)
        #expect(random.number(in: 7...7) == 7)
        let few = (0..<1000).map { _ in random.number(in: (.max - 2)...(.max)) }
        #expect(Set(few) == [UInt64.max - 2, .max - 1, .max], "seed \(seed)")
        var copy = random
        #expect(random.number(in: 0...(.max)) == copy.next(), "seed \(seed)")
    }

    @Test func `a stream that was split off is another one, and the same each time`() {
        let seed = TestSeed.next()
        var (first, second) = (SeededRandom(seed: seed), SeededRandom(seed: seed))
        var (a, b) = (first.split(), second.split())
        let numbers = (0..<1000).map { _ in a.next() }
        #expect(numbers == (0..<1000).map { _ in b.next() }, "seed \(seed)")
        #expect(Set(numbers).isDisjoint(with: (0..<1000).map { _ in first.next() }), "seed \(seed)")
    }
}
