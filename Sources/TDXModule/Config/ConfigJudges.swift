/// All judges; adding one is one line.
public enum ConfigJudges {
    /// The slow, obvious judge first.
    public static let all: [any ConfigJudge.Type] = [PairwiseConfigJudge.self, SweepingConfigJudge.self]
}
