import SeededRandom

/// A value with all that an `Encodable` may ask of its encoder.
struct EncodableSample: Encodable {
    enum Kind: String, Encodable, CaseIterable { case first, second = "the-second" }
    enum Choice: Encodable { case number(Int, of: String), none }

    var someNumber: Double
    var level2Share: Float
    var aCount: Int
    var seed: UInt64
    var byte: Int8
    var isThere: Bool
    var zName: String?
    var kind: Kind?
    var listOfNumbers: [Double]
    var choices: [Choice]
    var within: [EncodableSample]

    init(_ random: inout SeededRandom, depth: Int = 0) {
        someNumber = Double(bitPattern: random.next() >> 2)
        level2Share = Float(random.below(1 << 12)) / 4
        aCount = Int(truncatingIfNeeded: random.next())
        seed = random.next()
        byte = Int8(truncatingIfNeeded: random.next())
        isThere = random.below(2) == 0
        zName = random.below(2) == 0 ? "a/\"é\n\\" : nil
        kind = Kind.allCases.randomElement(using: &random)
        listOfNumbers = (0..<random.below(4)).map { _ in Double(random.below(1000)) / 8 }
        choices = (0..<random.below(4)).map { _ in random.below(2) == 0 ? .none : .number(Int(random.below(9)), of: "x")
        }
        within = []
        guard depth < 2 else { return }
        for _ in 0..<random.below(3) { within.append(EncodableSample(&random, depth: depth + 1)) }
    }
}
